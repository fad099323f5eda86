import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()

describe.each(['en', 'ru'] as const)('the type of a field, in %s', (locale) => {
  it('is changed after a look at what does not fit, and taken back', async () => {
    const label = { en: 'Fleet size', ru: 'Размер парка' }[locale]
    const { body } = await app.admin.post('/commands/field.create', {
      entity: 'lead',
      type: 'text',
      names: { [locale]: label },
    })
    for (const value of ['12', '1 500', 'about ten'])
      await app.admin.post('/leads', { name: `${label} ${value}`, [body.name]: value })

    const { page, say, open, click } = await browser.visit({ as: app.admin, locale })
    await open('/settings/fields?noun=lead')
    await click(page.getByRole('button', { name: say('customFields.actionsOf', { name: label }) }))
    await click(page.getByRole('menuitem', { name: say('customFields.convert.title') }))
    const dialog = page.getByRole('dialog')
    await click(dialog.getByRole('combobox').first())
    await click(page.getByRole('option', { name: say('customFields.types.number'), exact: true }))
    await appears(dialog.getByRole('link', { name: `${label} about ten` }))
    const begin = dialog.getByRole('button', { name: say('customFields.convert.begin') })
    expect(await begin.isDisabled()).toBe(true)
    await click(dialog.getByRole('checkbox'))
    await click(begin)
    const undo = dialog.getByRole('button', {
      name: new RegExp(say('customFields.convert.undo').split(' ')[0]!),
    })
    await appears(undo, 30_000)
    const values = async () =>
      (await app.admin.get('/leads?sort=createdAt&limit=200')).body.items
        .filter((row: { name: string }) => row.name.startsWith(label))
        .map((row: Record<string, unknown>) => row[body.name])
    expect(await values()).toEqual([12, 1500, null])
    await click(undo)
    await expect.poll(values, { timeout: 30_000 }).toEqual(['12', '1 500', 'about ten'])
  })
})
