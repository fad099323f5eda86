import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { launchChromium } from './browser-binary.ts'
import { type Hands, handsOn } from './browser-hands.ts'
import { type Locale, type Say, wordsIn } from './browser-words.ts'
import type { TestClient } from './test-app.ts'

/** Sizes of screen the journeys are made on. */
export const screens = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
} as const

export interface VisitOptions {
  /** Who is signed in; nobody when absent. */
  as?: TestClient
  locale?: Locale
  theme?: 'light' | 'dark'
  screen?: keyof typeof screens
  /** Lets a tool put its scripts into the page; such a visit says nothing about the content policy. */
  bypassCSP?: boolean
}

/** Somebody at a browser of their own. What goes wrong in it fails the test. */
export interface Visitor extends Hands {
  page: Page
  context: BrowserContext
  locale: Locale
  /** The words of the screens in the visitor's language. */
  say: Say
  /** Opens an address and waits until its heading is there. */
  open(path: string): Promise<void>
  path(): string
  /** Waits until the page has all it asked for and nothing on it is still loading. */
  settled(): Promise<void>
  /** Lets answers with this status pass, where the test provokes them. */
  allow(...statuses: number[]): void
  /** How many times the page went to another path. */
  routeChanges(): number
}

export interface TestBrowser {
  visit(options?: VisitOptions): Promise<Visitor>
  close(): Promise<void>
}

/** One browser for a test file; each visit has a context of its own and ends with its test. */
export async function openBrowser(url: string): Promise<TestBrowser> {
  const browser = await launchChromium()
  return {
    async visit(options = {}) {
      const { visitor, finish } = await visit(browser, url, options)
      onTestFinished(({ task }) => finish(task.result?.state === 'fail' ? task.name : null))
      return visitor
    },
    close: () => browser.close(),
  }
}

async function visit(browser: Browser, url: string, options: VisitOptions) {
  const { as, locale = 'en', theme = 'light', screen = 'desk', bypassCSP = false } = options
  const context = await browser.newContext({
    baseURL: url,
    locale: locale === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: theme,
    viewport: screens[screen],
    hasTouch: screen !== 'desk',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    bypassCSP,
  })
  context.setDefaultTimeout(40_000)
  if (as) {
    await as.patch('/session', { locale, theme })
    await context.addCookies([cookieOf(as.cookie, url)])
  }
  const complaints: string[] = []
  const allowed = new Set<number>()
  await context.exposeBinding('__violation', (_source, what: string) => {
    if (!bypassCSP) complaints.push(`content policy: ${what}`)
  })
  await context.addInitScript(reportViolations)
  const page = await context.newPage()
  const changes = watch(page, { url, complaints, allowed })
  const visitor: Visitor = {
    ...(await handsOn(page)),
    page,
    context,
    locale,
    say: wordsIn(locale),
    open: (path) => openPath(page, path),
    path: () => new URL(page.url()).pathname,
    settled: () =>
      expect
        .poll(async () => changes.asked.size === 0 && (await page.evaluate(isQuiet)), {
          timeout: 40_000,
          interval: 20,
        })
        .toBe(true),
    allow: (...statuses) => {
      for (const status of statuses) allowed.add(status)
    },
    routeChanges: () => changes.count,
  }
  const finish = async (failed: string | null) => {
    if (failed) await keepPicture(page, failed)
    await context.close()
    expect(complaints, 'the browser complained').toEqual([])
  }
  return { visitor, finish }
}

const reportViolations = `addEventListener('securitypolicyviolation', (event) => {
  globalThis.__violation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample)
})`

function cookieOf(header: string, url: string) {
  const [name = '', value = ''] = header.split('=')
  // The browser takes localhost for safe, but this way in asks for the letters.
  const safe = url.replace('http:', 'https:')
  return { name, value, url: safe, httpOnly: true, secure: true, sameSite: 'Lax' as const }
}

/** Two frames with nothing marked as being on its way. */
const isQuiet = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  resolve(!document.querySelector('main [aria-busy=true], .mantine-Skeleton-root')))))`

async function openPath(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await appears(page.locator('h1').first())
}

/** Collects what a person at the browser would never see but must not be there. */
function watch(page: Page, about: { url: string; complaints: string[]; allowed: Set<number> }) {
  const { url, complaints, allowed } = about
  const { host } = new URL(url)
  const changes = { count: 0, path: '', asked: new Set<Request>() }
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // Answers other than 200 are judged below, by their status.
    const isStatus = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isStatus) complaints.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, host: asked } = new URL(request.url())
    if (protocol.startsWith('http') && asked !== host) complaints.push(`foreign request: ${request.url()}`)
    // The stream of live changes never ends.
    if (request.resourceType() !== 'eventsource') changes.asked.add(request)
  })
  page.on('requestfinished', (request) => changes.asked.delete(request))
  page.on('requestfailed', (request) => changes.asked.delete(request))
  page.on('response', (response) => {
    const { pathname, search } = new URL(response.url())
    // Who is signed in is asked before anybody is.
    const isNobody = response.status() === 401 && pathname === '/api/v1/session'
    if (response.status() < 400 || isNobody || allowed.has(response.status())) return
    complaints.push(`${response.status()}: ${response.request().method()} ${pathname}${search}`)
  })
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || !frame.url().startsWith('http')) return
    const { pathname } = new URL(frame.url())
    if (pathname !== changes.path) changes.count++
    changes.path = pathname
  })
  return changes
}

async function keepPicture(page: Page, test: string): Promise<void> {
  const folder = join(tmpdir(), 'onward-journeys')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${test.replaceAll(/[^\p{L}\d]+/gu, '-')}.png`)
  await page.screenshot({ path }).catch(() => {})
  console.error(`The page as it was: ${path} (${page.url()})`)
}

/** Expects of something that comes about by itself: asks until it is so, for a few seconds at most. */
export function soon<Value>(look: () => Promise<Value> | Value, message?: string) {
  return expect.poll(look, { timeout: 30_000, interval: 40, message })
}

/** Waits until something is on the screen. */
export async function appears(what: Locator, timeout?: number): Promise<void> {
  await what.waitFor({ state: 'visible', timeout })
}

/** Waits until something is off the screen. */
export async function disappears(what: Locator, timeout?: number): Promise<void> {
  await what.waitFor({ state: 'hidden', timeout })
}
