import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon, type Visitor } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()
beforeAll(async () => {
  await app.admin.post('/commands/field.create', {
    entity: 'company',
    name: 'x_grade',
    type: 'choice',
    names: { en: 'Grade', ru: 'Разряд' },
    options: {
      choices: ['gold', 'silver'],
      names: { gold: { en: 'Gold', ru: 'Золото' }, silver: { en: 'Silver', ru: 'Серебро' } },
    },
  })
})

const names = { en: { gold: 'Gold', silver: 'Silver' }, ru: { gold: 'Золото', silver: 'Серебро' } }

describe.each(['en', 'ru'] as const)('views of companies in %s', (locale) => {
  const { gold, silver } = names[locale]

  async function atCompanies() {
    const boris = await app.signIn('sales_manager', { name: 'Boris Manager' })
    const make = (name: string, grade: string | null) =>
      app.company({
        owner: boris,
        name,
        x_grade: grade,
        annualRevenue: { amount: 100_000_00, currency: 'RUB' },
      })
    const id = await make(`Vector ${locale}`, 'gold')
    await make(`Ward ${locale}`, 'silver')
    await make(`Depot ${locale}`, null)
    const mine = JSON.stringify({ field: 'owner', op: 'eq', value: { me: true } })
    const visitor = await browser.visit({ as: boris, locale })
    const gradeOf = async () =>
      (await app.rows<{ x_grade: string }>('select x_grade from companies where id = $1', [id]))[0]?.x_grade
    return { boris: visitor, gradeOf, filter: encodeURIComponent(mine), id }
  }

  it('a board by a field of one’s own writes the field by a chord, and back', async () => {
    const { boris, gradeOf, filter } = await atCompanies()
    await boris.open(`/companies?layout=board&by=x_grade&filter=${filter}`)
    const card = (column: string) =>
      columnOf(boris, column).getByRole('article', { name: `Vector ${locale}` })
    await appears(card(gold))
    await card(gold).focus()
    const cost = await boris.cost(() => boris.press('Shift+ArrowRight'))
    expect(cost).toEqual({ keys: 1, clicks: 0 })
    await appears(card(silver))
    await soon(gradeOf).toBe('silver')
    await appears(columnOf(boris, silver).getByText('2', { exact: true }))
    await boris.press('Shift+ArrowLeft')
    await appears(card(gold))
    await soon(gradeOf).toBe('gold')
  })

  it('a grouped list tells counts and opens its groups by the arrows', async () => {
    const { boris, filter } = await atCompanies()
    await boris.open(`/companies?layout=list&by=x_grade&filter=${filter}`)
    const grid = boris.page.getByRole('treegrid')
    const head = (name: string) => grid.getByRole('row', { name: new RegExp(`^${name} 1`) })
    const row = (name: string) => grid.getByRole('row').filter({ hasText: `${name} ${locale}` })
    await appears(row('Vector'))
    expect(await row('Ward').count()).toBe(0)
    await grid.focus()
    await boris.press('ArrowLeft')
    await disappears(row('Vector'))
    await boris.press('ArrowDown')
    await boris.press('ArrowRight')
    await appears(row('Ward'))
    await appears(head(boris.say('records.groups.without')))
  })

  it('a changed view is saved and begun with the next time', async () => {
    const { boris, filter } = await atCompanies()
    await boris.open(`/companies?layout=list&by=x_grade&filter=${filter}`)
    await boris.page.getByRole('button', { name: boris.say('records.views.saveAs') }).click()
    const dialog = boris.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: boris.say('records.views.name') }).fill('By grade')
    await dialog.getByRole('checkbox', { name: boris.say('records.views.first.personal') }).check()
    await dialog.getByRole('button', { name: boris.say('shell.save') }).click()
    await disappears(dialog)
    await boris.open('/companies')
    await appears(boris.page.getByRole('button', { name: 'By grade' }))
    await appears(boris.page.getByRole('treegrid'))
  })

  it('a period that moves along is chosen in the filter and read back', async () => {
    const { boris, filter } = await atCompanies()
    const { page, say } = boris
    const created = say('fields.company.createdAt')
    await boris.open(`/companies?layout=list&filter=${filter}`)
    await appears(page.getByRole('row').filter({ hasText: `Vector ${locale}` }))
    await boris.press('f')
    const builder = page.getByRole('region', { name: say('records.filter.open') })
    await boris.click(builder.getByRole('button', { name: say('records.filter.addCondition') }).last())
    await boris.click(builder.getByLabel(say('records.filter.field')).last())
    await boris.type(created)
    await boris.press('Enter')
    await boris.click(builder.getByLabel(say('records.filter.operator')).last())
    await boris.click(page.getByRole('option', { name: say('operators.within'), exact: true }))
    await appears(builder.getByText(`${created}: ${say('filter.periods.thisMonth')}`))
    await appears(page.getByRole('row').filter({ hasText: `Vector ${locale}` }))
    await boris.click(builder.getByLabel(say('records.filter.value'), { exact: true }).last())
    await boris.type(say('filter.periods.lastQuarter'))
    await boris.press('Enter')
    await appears(builder.getByText(`${created}: ${say('filter.periods.lastQuarter')}`))
    await appears(page.getByText(say('records.nothingFound')))
  })
})

it('a view whose field has gone shows nothing and says so, and what it did when the field is back', async () => {
  const { admin } = app
  const input = { entity: 'company', type: 'text', names: { en: 'Route' } }
  const field = (await admin.post('/commands/field.create', input)).body
  await admin.post('/companies', { name: 'On the route', [field.name]: 'A' })
  const config = { filter: { field: field.name, op: 'eq', value: 'A' } }
  const view = (await admin.post('/views', { name: 'Route A', entity: 'company', config })).body.item
  await admin.post('/commands/field.archive', { field: field.id })
  const anna = await browser.visit({ as: admin })
  const { page, say } = anna
  await anna.open(`/companies?view=${view.id}`)
  await appears(page.getByText(say('records.views.broken')))
  await appears(page.getByText(say('records.nothingFound')))
  expect(await page.getByRole('gridcell').count()).toBe(0)
  await admin.post('/commands/field.restore', { field: field.id })
  await anna.open(`/companies?view=${view.id}`)
  await appears(page.getByRole('row').filter({ hasText: 'On the route' }))
  await disappears(page.getByText(say('records.views.broken')))
})

function columnOf(visitor: Visitor, name: string) {
  return visitor.page.getByRole('region', { name: new RegExp(`^${name}:`) })
}
