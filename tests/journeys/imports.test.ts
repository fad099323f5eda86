import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, soon, type Visitor } from '../helpers/browser.ts'

const files = {
  en: `Name;Company;Phone;E-mail;Source;Budget
Anna Novak;Bluebell;+7 916 111-22-01;novak@bluebell.example;Website;48000
Peter Lang;Vector;+7 916 111-22-02;lang@vector.example;Trade fair;12500
`,
  ru: `Имя;Компания;Телефон;Почта;Источник;Бюджет
Анна Новак;Ромашка;8 916 111-33-01;novak@romashka.example;Сайт;48000
Пётр Ланг;Вектор;8 916 111-33-02;lang@vektor.example;Выставка;12500
`,
}

describe.each(['en', 'ru'] as const)('importing leads in %s', (locale) => {
  const { app, browser } = appAndBrowser({ locale })

  it('takes six clicks from the file to the new records, two of them to say why people may be kept, and a pair takes it back', async () => {
    const head = await app.signIn('head_of_sales', { name: 'Galina Head' })
    const galina = await browser.visit({ as: head, locale })
    await galina.open('/import')
    const wanted = files[locale].trim().split('\n').length - 1
    const cost = await galina.cost(async () => {
      const chooser = galina.page.waitForEvent('filechooser')
      await galina.click(button(galina, 'import.choose'))
      await (await chooser).setFiles({
        name: 'leads.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(files[locale]),
      })
      await galina.click(galina.page.getByRole('combobox', { name: galina.say('import.basis.title') }))
      await galina.click(
        galina.page.getByRole('option', { name: galina.say('choices.contact.basis.contract') }),
      )
      await galina.click(button(galina, 'import.check.act'))
      await galina.click(
        galina.page.getByRole('button', {
          name: new RegExp(`^${galina.say('import.run.act')} \\d`),
        }),
      )
      await galina.click(galina.page.getByRole('button', { name: opened(galina, wanted) }))
    })
    expect(cost).toEqual({ keys: 0, clicks: 6 })
    await soon(() => galina.path()).toBe('/leads')
    await soon(() => app.rows(`select name from leads where basis = 'contract'`)).toHaveLength(wanted)

    await galina.open('/import')
    await galina.click(galina.page.getByRole('link', { name: 'leads.csv' }))
    await galina.click(button(galina, 'import.undo.act'))
    await galina.click(
      galina.page.getByRole('dialog').getByRole('button', { name: galina.say('import.undo.act') }),
    )
    await appears(galina.page.getByText(galina.say('import.undo.done')).first())
    await soon(() => app.rows('select name from leads where deleted_at is null')).toHaveLength(0)
  })
})

const button = ({ page, say }: Visitor, key: string) =>
  page.getByRole('button', { name: say(key), exact: true })

/** The button that leads from the result to what was created. */
function opened({ say }: Visitor, count: number): string {
  return say('import.openCreated', {
    records: say('entities.lead.count', { count, formatted: String(count) }),
  })
}
