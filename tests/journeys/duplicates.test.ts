import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()

describe('duplicates', () => {
  it('are found, merged, reached by the old link and taken apart again', async () => {
    const kept = await app.contact({
      owner: app.admin,
      name: 'Anna Orlova',
      phone: '+79161110001',
      email: 'anna@orlova.example',
    })
    const gone = await app.contact({ owner: app.admin, name: 'Орлова Анна', phone: '+79161110001' })
    const anna = await browser.visit({ as: app.admin })
    anna.allow(404)
    await anna.open('/duplicates')
    await anna.click(anna.page.getByRole('button', { name: anna.say('duplicates.scan.start') }))
    const pair = anna.page.getByRole('region', { name: /Orlova/ })
    await appears(pair)
    await appears(pair.getByText(anna.say('alike.phone.same')))

    await anna.press('m')
    const dialog = anna.page.getByRole('dialog')
    await appears(dialog.getByText(anna.say('duplicates.merging.movesNothing')))
    await anna.press('Control+Enter')
    await disappears(dialog)
    await soon(async () => (await app.rows('select 1 from contacts where deleted_at is null')).length).toBe(1)

    await anna.open(`/contacts/${gone}`)
    await soon(() => anna.path()).toBe(`/contacts/${kept}`)
    await anna.click(anna.page.getByRole('button', { name: anna.say('duplicates.merged.unmerge') }))
    await soon(async () => (await app.rows('select 1 from contacts where deleted_at is null')).length).toBe(2)
    await disappears(anna.page.getByRole('button', { name: anna.say('duplicates.merged.unmerge') }))
  })

  it('are searched for as often as an administrator chooses', async () => {
    const anna = await browser.visit({ as: app.admin })
    await anna.open('/settings/duplicates-settings')
    await anna.click(anna.page.getByRole('combobox', { name: anna.say('duplicates.scan.every') }))
    await anna.click(anna.page.getByRole('option', { name: anna.say('duplicates.scan.often.day') }))
    await soon(async () => (await app.admin.get('/duplicates/settings')).body.scanEvery).toBe('day')
  })

  it('are told of while a record is added, and asked about before it is', async () => {
    await app.contact({ owner: app.admin, name: 'Пётр Щукин', phone: '+79162220002' })
    const anna = await browser.visit({ as: app.admin })
    anna.allow(409)
    await anna.open('/contacts?new=true')
    const dialog = anna.page.getByRole('dialog')
    await appears(dialog)
    await anna.type('Shchukin Petr +79162220002')
    await appears(dialog.getByRole('link', { name: 'Пётр Щукин' }))
    await anna.press('Enter')
    await appears(dialog.getByText(anna.say('records.same.refused')))
    const [before] = await app.rows<{ count: number }>(
      `select count(*)::int as count from contacts where phone = '+79162220002'`,
    )
    expect(before?.count).toBe(1)
    await anna.click(dialog.getByRole('button', { name: anna.say('records.same.anyway') }))
    await disappears(dialog)
    await soon(
      async () => (await app.rows(`select 1 from contacts where phone = '+79162220002'`)).length,
    ).toBe(2)
  })
})
