import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser({ jobs: true })
beforeAll(async () => {
  for (let from = 0; from < 240; from += 120) {
    const items = Array.from({ length: 120 }, (_, n) => ({
      op: 'create',
      values: { name: `Person ${from + n}`, city: 'Riga' },
    }))
    await app.admin.post('/commands/records.batch', { entity: 'contact', items })
  }
})

const inCity = async (city: string) =>
  (await app.rows('select 1 from contacts where city = $1 and deleted_at is null', [city])).length

describe.each(['en', 'ru'] as const)('everything in a list, in %s', (locale) => {
  it('is changed by keys after saying how many and how, and taken back from the history', async () => {
    const anna = await browser.visit({ as: app.admin, locale })
    const { page, say } = anna
    await anna.open('/contacts')
    await appears(page.getByText('Person 239'))
    await anna.press('Control+Shift+a')
    await anna.press('e')
    const dialog = page.getByRole('dialog')
    await appears(dialog)
    await anna.type(say('fields.contact.city'))
    await anna.press('Enter')
    await dialog.getByRole('textbox', { name: say('fields.contact.city') }).fill('Tallinn')
    await anna.press('Enter')
    await appears(dialog.getByText(/240/).first())
    await appears(dialog.getByText(`${say('fields.contact.city')}: Tallinn`))
    await anna.click(dialog.getByRole('button', { name: say('records.mass.change') }))
    await disappears(dialog)
    await soon(() => inCity('Tallinn')).toBe(240)

    await anna.open('/settings/jobs')
    await anna.click(page.getByRole('table').getByRole('link').first())
    await appears(page.getByText(say('bulk.states.done'), { exact: true }))
    await anna.click(page.getByRole('button', { name: say('bulk.undo') }))
    await appears(page.getByText(say('bulk.states.undone'), { exact: true }))
    expect(await inCity('Riga')).toBe(240)
  })

  it('is saved as a file that arrives by itself and stays in the list of exports', async () => {
    const anna = await browser.visit({ as: app.admin, locale })
    const { page, say } = anna
    await anna.open('/contacts')
    await appears(page.getByText('Person 239'))
    await anna.click(page.getByRole('button', { name: say('exports.act') }).first())
    const dialog = page.getByRole('dialog')
    // Enter saves what is offered: the focus is not on the button that closes the dialog.
    const format = dialog.getByRole('radio', { checked: true }).first()
    await soon(() => format.evaluate((one) => one.matches(':focus'))).toBe(true)
    await anna.click(dialog.locator('label').filter({ hasText: 'CSV' }))
    const arriving = page.waitForEvent('download')
    await anna.click(dialog.getByRole('button', { name: say('exports.dialog.save') }))
    const file = await readFile(await (await arriving).path(), 'utf8')
    expect(file.trimEnd().split('\r\n')).toHaveLength(241)
    await anna.open('/settings/exports')
    await appears(page.getByText(say('exports.states.ready')).first())
  })
})
