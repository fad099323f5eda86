import { afterAll, beforeAll } from 'vitest'
import { openBrowser, type TestBrowser } from './browser.ts'
import { type OpenedApp, openApp } from './browser-app.ts'
import type { TestAppOptions } from './test-app.ts'

/**
 * The app and a browser for the journeys of a file, or of the `describe` it is called in. Both are opened before the
 * first test and closed after the last; until then the two objects are empty.
 */
export function appAndBrowser(options: TestAppOptions = {}): { app: OpenedApp; browser: TestBrowser } {
  // Filled below, before anything that may use them runs.
  const app = {} as OpenedApp
  const browser = {} as TestBrowser
  beforeAll(async () => {
    Object.assign(app, await openApp(options))
    Object.assign(browser, await openBrowser(app.url))
  })
  afterAll(async () => {
    await browser.close?.()
    await app.close?.()
  })
  return { app, browser }
}
