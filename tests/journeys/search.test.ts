import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, soon } from '../helpers/browser.ts'
import { type Sales, seedSales } from '../helpers/browser-seed.ts'

const { app, browser } = appAndBrowser()
let sales: Sales
beforeAll(async () => {
  sales = await seedSales(app, { contacts: 6, leads: 6, deals: 5 })
})

describe.each(['en', 'ru'] as const)('the command menu in %s', (locale) => {
  const nothingYet = { en: 'Recent searches', ru: 'Недавние запросы' }[locale]
  const assigning = { en: 'фыышпт', ru: 'yfpyfxbnm' }[locale]

  it('finds in the wrong layout, says what it took the text for, and remembers it', async () => {
    const boris = await browser.visit({ as: sales.manager, locale })
    const { page } = boris
    await boris.open('/today')
    await boris.press('Control+k')
    await page.getByRole('combobox').fill('hjvfirf')
    await appears(page.getByText(boris.say('shell.shownFor', { text: 'ромашка' }), { exact: true }))
    const company = page.getByRole('option', { name: /^Ромашка/ }).first()
    await appears(company)
    expect(await company.locator('mark').first().textContent()).toBe('Ромашка')
    await company.click()
    await soon(() => boris.path()).toMatch(/^\/(companies|leads)\//)

    await boris.press('Control+k')
    await appears(page.getByText(nothingYet, { exact: true }))
    await page.getByRole('option', { name: 'hjvfirf' }).click()
    await appears(page.getByRole('option', { name: /^Ромашка/ }).first())
  })

  it('looks among one kind of records by the same keys in either layout', async () => {
    const boris = await browser.visit({ as: sales.manager, locale })
    const { page, say } = boris
    await boris.open('/today')
    for (const prefix of ['k:', 'л:', 'лЖ']) {
      await boris.press('Control+k')
      await page.getByRole('combobox').fill(`${prefix} ромашка`)
      await appears(page.getByRole('option', { name: /^Ромашка/ }).first())
      const kinds = await page.getByRole('option').allInnerTexts()
      expect(kinds.filter((text) => !text.includes(say('entities.company.one')))).toEqual([])
      await boris.press('Escape')
    }
  })

  it('shows the part of a phone that was found', async () => {
    const boris = await browser.visit({ as: sales.manager, locale })
    await boris.open('/today')
    await boris.press('Control+k')
    await boris.page.getByRole('combobox').fill('8 (916) 123-45-10')
    const found = boris.page
      .getByRole('option')
      .filter({ has: boris.page.locator('mark') })
      .first()
    await appears(found)
    expect(await found.locator('mark').textContent()).toBe('916 123-45-10')
  })

  it('acts on the open record, found in the wrong layout', async () => {
    const boris = await browser.visit({ as: sales.head, locale })
    await boris.open(`/leads/${sales.lead}`)
    await boris.press('Control+k')
    await boris.page.getByRole('combobox').fill(assigning)
    await appears(boris.page.getByRole('option', { name: boris.say('records.acts.assign') }))
    await boris.press('Enter')
    await appears(boris.page.getByRole('dialog', { name: /Анна Петрова/ }))
  })

  it('says in a list what the text was taken for', async () => {
    const boris = await browser.visit({ as: sales.manager, locale })
    await boris.open(`/contacts?q=${encodeURIComponent('vilelr')}`)
    await boris.open(`/contacts?q=${encodeURIComponent('sidoorv')}`)
    await appears(boris.page.getByText(boris.say('shell.shownFor', { text: 'sidorov' }), { exact: true }))
  })
})
