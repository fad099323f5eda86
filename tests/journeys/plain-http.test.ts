import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appears, openBrowser, soon, type TestBrowser } from '../helpers/browser.ts'
import { type OpenedApp, openApp } from '../helpers/browser-app.ts'

/** What browsers leave out of a page that did not come over https. */
const withoutHttps = `
  Object.defineProperty(navigator, 'clipboard', { value: undefined })
  Object.defineProperty(crypto, 'randomUUID', { value: undefined })
`

let app: OpenedApp
let browser: TestBrowser
beforeAll(async () => {
  app = await openApp()
  browser = await openBrowser(app.url)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

describe('in an office without https', () => {
  it('the link of a record and that of a list are copied', async () => {
    const boris = await visit()
    const { page, say } = boris
    const id = await app.lead({ owner: app.admin, name: 'Anna', due: 2 })
    await boris.open(`/leads/${id}`)
    await boris.press('y')
    await appears(page.getByText(say('records.linkCopied')))
    await boris.press('Control+k')
    expect(await pasted(page.getByRole('combobox'))).toBe(`${app.url}/leads/${id}`)
    await boris.open('/leads?view=all&q=Anna')
    await appears(page.getByRole('row').filter({ hasText: 'Anna' }))
    await boris.press('Shift+y')
    await appears(page.getByText(say('records.linkCopied')))
    await boris.press('Control+k')
    expect(await pasted(page.getByRole('combobox'))).toContain('q=Anna')
  })

  it('a key that is shown once is on the clipboard when the button says so', async () => {
    const anna = await visit()
    const { page, say } = anna
    await anna.open('/settings/api-keys')
    await anna.click(page.getByRole('button', { name: say('people.keys.add') }).first())
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: say('people.keys.name') }).fill('Sheet')
    await anna.click(dialog.getByRole('button', { name: say('people.keys.submit') }))
    const key = dialog.getByRole('textbox', { name: say('people.keys.key'), exact: true })
    await appears(key)
    const value = await key.inputValue()
    await anna.click(dialog.getByRole('button', { name: say('shell.copy') }).first())
    await appears(dialog.getByText(say('shell.copied')))
    await anna.open('/leads')
    await anna.press('Control+k')
    expect(await pasted(page.getByRole('combobox'))).toBe(value)
  })

  it('a script gets another question', async () => {
    const anna = await visit()
    const { page, say } = anna
    await anna.open('/settings/scripts')
    const questions = page.getByRole('list', { name: say('pipelines.scripts.questions') }).first()
    await appears(questions.getByRole('listitem').first())
    const before = await questions.getByRole('listitem').count()
    await anna.click(page.getByRole('button', { name: say('pipelines.scripts.addQuestion') }).first())
    await soon(() => questions.getByRole('listitem').count()).toBe(before + 1)
  })
})

async function visit() {
  const visitor = await browser.visit({ as: app.admin })
  await visitor.context.addInitScript(withoutHttps)
  return visitor
}

async function pasted(field: Locator): Promise<string> {
  await field.press('Control+v')
  return field.inputValue()
}
