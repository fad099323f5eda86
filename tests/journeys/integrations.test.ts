import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser({ jobs: true, outboundAllow: '127.0.0.1' })
let url: string
const heard: string[] = []
const sink = createServer(async (request, answer) => {
  let body = ''
  for await (const part of request) body += part
  heard.push(JSON.parse(body).type)
  answer.end('got it')
})
beforeAll(async () => {
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`
})
afterAll(() => void sink.close())

describe.each(['en', 'ru'] as const)('connecting programs in %s', (locale) => {
  it('makes a key that may only read, which works as it says', async () => {
    const anna = await browser.visit({ as: app.admin, locale })
    const { page, say } = anna
    await anna.open('/settings/api-keys')
    await page
      .getByRole('button', { name: say('people.keys.add') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: say('people.keys.name') }).fill(`Sheet ${locale}`)
    await dialog.getByRole('combobox', { name: say('people.keys.scope') }).click()
    await page.getByRole('option', { name: say('people.keys.may.read') }).click()
    await dialog.getByRole('button', { name: say('people.keys.submit') }).click()
    const shown = dialog.getByRole('textbox', { name: say('people.keys.key'), exact: true })
    await appears(shown)
    const headers = { authorization: `Bearer ${await shown.inputValue()}` }
    expect((await app.inject('GET', '/leads', { headers })).status).toBe(200)
    expect((await app.inject('POST', '/leads', { headers, payload: { name: 'No' } })).status).toBe(403)
    await dialog
      .getByRole('button', { name: say('shell.close') })
      .last()
      .click()
    const line = page.getByRole('row', { name: `Sheet ${locale}` })
    await appears(line.getByText(say('people.keys.may.read')))
  })

  it('makes a webhook, tries it and reads what came of it', async () => {
    const anna = await browser.visit({ as: app.admin, locale })
    const { page, say } = anna
    const name = `Shop ${locale}`
    await anna.open('/settings/webhooks')
    await page
      .getByRole('button', { name: say('integrations.add') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: say('integrations.name') }).fill(name)
    await dialog.getByRole('textbox', { name: say('integrations.url') }).fill(url)
    await dialog.getByRole('combobox', { name: say('integrations.events') }).click()
    await page.getByRole('option', { name: say('integrations.any') }).click()
    await anna.press('Escape')
    await dialog.getByRole('button', { name: say('integrations.submit') }).click()
    const secret = dialog.getByRole('textbox', { name: say('integrations.secret') })
    await appears(secret)
    expect(await secret.inputValue()).toMatch(/^whsec_/)
    await dialog
      .getByRole('button', { name: say('shell.close') })
      .last()
      .click()

    await page.getByRole('button', { name: say('integrations.actions', { name }) }).click()
    await page.getByRole('menuitem', { name: say('integrations.ping') }).click()
    await expect.poll(() => heard, { timeout: 30_000 }).toContain('ping')
    const line = page.getByRole('row', { name })
    await line.getByRole('button', { name: say('integrations.log') }).click()
    const log = page.getByRole('dialog')
    const ping = log.locator('details', { hasText: say('integrations.deliveries.ping') })
    await expect
      .poll(async () => {
        await log.getByRole('button', { name: say('integrations.deliveries.refresh') }).click()
        return ping.getByText(say('integrations.deliveries.delivered'), { exact: true }).count()
      })
      .toBe(1)
    await ping.locator('summary').click()
    await appears(ping.getByText('got it'))
    await appears(ping.getByRole('button', { name: say('integrations.deliveries.replay') }))
  })
})
