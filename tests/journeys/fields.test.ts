import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()

describe.each(['en', 'ru'] as const)('fields and objects of one’s own, in %s', (locale) => {
  const one = { en: 'Contract', ru: 'Договор' }[locale]
  const many = { en: 'Contracts', ru: 'Договоры' }[locale]
  const state = { en: 'State', ru: 'Состояние' }[locale]
  const signed = { en: 'Signed', ru: 'Подписан' }[locale]

  it('an object is made with a field, and a record of it is filled in and found', async () => {
    const { page, say, open, click, press, path } = await browser.visit({ as: app.admin, locale })
    await open('/settings/fields')
    await click(page.getByRole('button', { name: say('customFields.object.add') }))
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').nth(0).fill(one)
    await dialog.getByRole('textbox').nth(2).fill(many)
    await press('Enter')
    await appears(page.getByRole('tab', { name: many, selected: true }), 10_000)

    await click(page.getByRole('button', { name: say('customFields.add') }))
    await dialog.getByRole('textbox').nth(0).fill(state)
    await click(dialog.getByRole('combobox'))
    await click(page.getByRole('option', { name: say('customFields.types.choice'), exact: true }))
    await dialog.getByRole('textbox', { name: say('customFields.choiceAt', { at: 1 }) }).fill(signed)
    await click(dialog.getByRole('button', { name: say('customFields.add') }))
    await appears(page.getByRole('cell', { name: state, exact: true }))

    await click(page.getByRole('navigation').getByRole('link', { name: many }))
    expect(path()).toMatch(/^\/x_/)
    await click(page.getByRole('button', { name: say('records.new', { noun: one }) }).first())
    const form = page.getByRole('dialog')
    await form.getByRole('textbox').first().fill('17/2026')
    await click(form.getByRole('combobox', { name: state }))
    await click(page.getByRole('option', { name: signed }))
    await form.getByRole('textbox').first().press('Control+Enter')
    await appears(page.getByRole('gridcell', { name: signed }))
    await appears(page.getByRole('gridcell', { name: '17/2026', exact: true }))
  })

  it('its records stand on the pages of what they link to, and are added there', async () => {
    const { body } = await app.admin.post('/commands/object.create', {
      one: { [locale]: one },
      many: { [locale]: many },
    })
    const input = { entity: body.name, type: 'link', names: { [locale]: one }, options: { to: 'company' } }
    const link = (await app.admin.post('/commands/field.create', input)).body
    const company = await app.company({ owner: app.admin, name: 'Romashka' })
    await app.admin.post(`/${body.name}`, { name: '18/2026', [link.name]: company })
    const { page, say, open, click, press } = await browser.visit({ as: app.admin, locale })
    await open(`/companies/${company}`)
    const list = page.getByRole('region', { name: many, exact: true })
    await appears(list.getByRole('link', { name: '18/2026' }))
    await click(list.getByRole('button', { name: say('records.related.add', { noun: one }) }))
    const form = page.getByRole('dialog')
    await form.getByRole('textbox').first().fill('19/2026')
    await press('Control+Enter')
    await appears(list.getByRole('link', { name: '19/2026' }))
  })
})
