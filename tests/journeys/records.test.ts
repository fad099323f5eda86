import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { RoleKey } from '../../src/modules/people/index.ts'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon, type Visitor } from '../helpers/browser.ts'
import type { TestClient } from '../helpers/test-app.ts'

const { app, browser } = appAndBrowser()

describe('a list', () => {
  it('sorts, filters and keeps both in its address and in a saved view', async () => {
    const boris = await atLeads()
    await boris.click(
      boris.page.getByRole('columnheader', { name: field(boris, 'score') }).getByRole('button'),
    )
    await soon(() => firstName(boris)).toBe('Vera')
    await boris.click(
      boris.page.getByRole('columnheader', { name: field(boris, 'score') }).getByRole('button'),
    )
    await soon(() => firstName(boris)).toBe('Anna')
    await boris.page.getByRole('searchbox', { name: boris.say('records.searchHere') }).fill('Vector')
    await soon(() => names(boris)).toEqual(['Oleg'])
    await boris.page.reload()
    await soon(() => names(boris)).toEqual(['Oleg'])
    await boris.page.getByRole('searchbox', { name: boris.say('records.searchHere') }).fill('')
    await soon(() => names(boris)).toEqual(['Anna', 'Oleg', 'Vera'])

    await boris.press('Escape')
    await boris.click(
      boris.page.getByRole('button', { name: boris.say('records.filter.buttonCount', { count: 2 }) }),
    )
    const builder = boris.page.getByRole('region', { name: boris.say('records.filter.open') })
    await boris.click(builder.getByRole('button', { name: boris.say('records.filter.addCondition') }).last())
    await choose(boris, builder.getByLabel(boris.say('records.filter.field')).last(), field(boris, 'city'))
    await builder.getByRole('textbox', { name: field(boris, 'city') }).fill('Moscow')
    await soon(() => names(boris)).toEqual(['Anna'])
    await boris.press('Escape')

    await boris.click(boris.page.getByRole('button', { name: boris.say('records.views.saveAs') }))
    await boris.type('Muscovites')
    await boris.press('Enter')
    await appears(told(boris, 'Muscovites'))
    await boris.open('/leads')
    await soon(() => rows(boris).count()).toBe(3)
    await boris.press('v')
    await boris.click(boris.page.getByRole('menuitemradio', { name: 'Muscovites' }))
    await soon(() => names(boris)).toEqual(['Anna'])
  })

  it('tells a name there is no room for to whoever points at it', async () => {
    const boris = await atLeads()
    const long = `Concern of ${'very '.repeat(20)}long names`
    await app.rows(`update leads set company_name = $1 where name = 'Anna'`, [long])
    await boris.open('/leads')
    const name = cell(boris, 'Anna', 'companyName').getByText(long)
    await appears(name)
    await soon(async () => {
      await boris.page.mouse.move(0, 0)
      await name.hover()
      return name.getAttribute('title')
    }).toBe(long)
  })

  it('changes a cell in place and shows a conflict with both values', async () => {
    const head = await app.signIn('head_of_sales', { name: 'Galina Head' })
    const boris = await atLeads({ isLive: false })
    boris.allow(409)
    await editCell(boris, 'Anna', 'companyName', 'Romashka & Sons')
    await appears(cell(boris, 'Anna', 'companyName').getByText('Romashka & Sons'))
    await boris.settled()
    const [lead] = await app.rows<{ id: string }>(
      `select id from leads where company_name = 'Romashka & Sons'`,
    )
    await head.patch(`/leads/${lead?.id}`, { version: null, changes: { companyName: 'Romashka Group' } })
    await editCell(boris, 'Anna', 'companyName', 'Romashka Ltd')
    const dialog = boris.page.getByRole('dialog')
    await appears(dialog.getByText('Romashka Group'))
    await appears(dialog.getByText('Romashka Ltd'))
    await appears(dialog.getByText('Galina Head'))
    await boris.click(dialog.getByRole('button', { name: boris.say('records.conflict.keepMine') }))
    await disappears(dialog)
    await soon(
      async () => (await app.rows('select company_name from leads where id = $1', [lead?.id]))[0],
    ).toEqual({ company_name: 'Romashka Ltd' })
  })

  it('hands selected rows over and takes it back, by the keyboard alone', async () => {
    await app.signIn('sales_manager', { name: 'Dmitry Colleague' })
    const boris = await atLeads({ role: 'head_of_sales', path: '/leads?view=my-open' })
    for (const key of ['x', 'j', 'x', 'a']) await boris.press(key)
    await appears(boris.page.getByRole('option', { name: 'Dmitry Colleague' }))
    await boris.type('Dmitry')
    await appears(boris.page.getByRole('option', { name: 'Dmitry Colleague' }))
    await soon(() => boris.page.getByRole('option').count()).toBe(1)
    await boris.press('Enter')
    const owned = () => rows(boris).filter({ hasText: 'Dmitry Colleague' }).count()
    await soon(owned).toBe(2)
    await appears(told(boris, boris.say('records.doneMany.assigned', { records: '2' }).split('2')[0] ?? ''))
    await boris.press('Control+z')
    await soon(owned).toBe(0)
  })

  it('a box that is pressed shows that its row is selected', async () => {
    const boris = await atLeads()
    const box = rows(boris).first().getByRole('checkbox')
    await boris.click(box)
    await soon(() => box.isChecked()).toBe(true)
    await boris.click(box)
    await soon(() => box.isChecked()).toBe(false)
  })

  it('offers to hand records over only to who may', async () => {
    const boris = await atLeads()
    const { page, say } = boris
    await boris.press('x')
    const bar = page.getByRole('region', { name: say('records.bulk.title') })
    await appears(bar.getByRole('button', { name: say('records.acts.stage') }))
    expect(await bar.getByRole('button', { name: say('records.acts.assign') }).count()).toBe(0)
    await boris.press('a')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await boris.press('n')
    const form = page.getByRole('dialog')
    await boris.click(form.getByRole('button', { name: say('records.create.more') }))
    await appears(form.getByRole('textbox', { name: say('fields.lead.city') }))
    expect(await form.getByText(say('fields.lead.owner'), { exact: true }).count()).toBe(0)
  })

  it('begins with one’s own records, or with all open ones for who answers for others', async () => {
    const boris = await atLeads()
    await appears(boris.page.getByRole('button', { name: boris.say('views.lead.my-open'), exact: true }))
    const galina = await browser.visit({ as: await app.signIn('head_of_sales', { name: 'Galina Head' }) })
    for (const [path, open] of [
      ['/leads', 'views.lead.open'],
      ['/deals', 'views.deal.open'],
    ] as const) {
      await galina.open(path)
      await appears(galina.page.getByRole('button', { name: galina.say(open), exact: true }))
    }
    await galina.open('/leads')
    await soon(() => rows(galina).count()).toBeGreaterThanOrEqual(3)
    await galina.press('v')
    await galina.click(galina.page.getByRole('menuitemradio', { name: galina.say('views.lead.my-open') }))
    await appears(galina.page.getByText(galina.say('records.nothingFound')))
    expect(new URL(galina.page.url()).searchParams.get('view')).toBe('my-open')
  })

  it('says when nothing fits and clears the filter', async () => {
    const boris = await atLeads()
    await boris.page.getByRole('searchbox', { name: boris.say('records.searchHere') }).fill('nobody at all')
    await appears(boris.page.getByText(boris.say('records.nothingFound')))
    await boris.click(boris.page.getByRole('button', { name: boris.say('records.filter.clearAll') }))
    await soon(() => rows(boris).count()).toBeGreaterThanOrEqual(3)
  })
})

describe('a new customer', () => {
  // Two people: the second of one name would be asked about.
  const people = { en: 'Zoya Pasted', ru: 'Ruslan Glued' }

  it.each(['en', 'ru'] as const)('is added by two keys and a pasted line, in %s', async (locale) => {
    const manager = await app.signIn('sales_manager', { name: `Pasting ${locale}` })
    const boris = await browser.visit({ as: manager, locale })
    await boris.open('/contacts')
    await appears(boris.page.getByRole('button', { name: boris.say('records.newOf.contact') }).first())
    await boris.settled()
    const cost = await boris.cost(async () => {
      await boris.press('n')
      await appears(boris.page.locator('[role=dialog] input:focus'))
      await boris.paste(
        `${people[locale]} +7 916 555-44-3${locale === 'en' ? 1 : 2} pasted.${locale}@vektor.example Vektor`,
      )
      await boris.press('Enter')
    })
    expect(cost).toEqual({ keys: 2, clicks: 0 })
    await appears(told(boris, people[locale]))
    const [contact] = await app.rows(
      `select c.name, c.email, o.name as company from contacts c join companies o on o.id = c.company_id
       where c.email = $1`,
      [`pasted.${locale}@vektor.example`],
    )
    expect(contact).toMatchObject({ company: 'Vektor' })
  })

  it('is found by a key and three letters', async () => {
    const boris = await atLeads()
    const cost = await boris.cost(async () => {
      await boris.press('/')
      await appears(boris.page.getByRole('combobox', { name: boris.say('palette.placeholder') }))
      await boris.type('Ole')
      await appears(boris.page.getByRole('option', { name: /^Oleg/ }).first())
      await boris.press('Enter')
    })
    expect(cost).toEqual({ keys: 2, clicks: 0 })
    await appears(boris.page.getByRole('heading', { name: 'Oleg', level: 1 }))
    expect(boris.path()).toMatch(/^\/leads\//)
  })

  it('is told to exist already while the form is filled in', async () => {
    const manager = await app.signIn('sales_manager')
    await app.contact({ owner: manager, name: 'Known Person', phone: '+79165550001' })
    const boris = await browser.visit({ as: manager })
    await boris.open('/contacts?new=true')
    await appears(boris.page.locator('[role=dialog] input:focus'))
    await boris.paste('Known +7 916 555-00-01')
    await appears(boris.page.getByRole('dialog').getByRole('link', { name: 'Known Person' }))
  })
})

describe('the page of a record', () => {
  it('changes a field, keeps a note and tells both on the timeline', async () => {
    const { boris, id } = await atLead()
    await boris.click(
      boris.page.getByRole('button', {
        name: boris.say('records.fields.edit', { field: field(boris, 'city') }),
      }),
    )
    await boris.page.keyboard.press('Control+a')
    await boris.type('Perm')
    await boris.press('Enter')
    await appears(boris.page.getByRole('definition').filter({ hasText: 'Perm' }))
    await boris.press('t')
    await boris.type('Wants ten racks by Friday')
    await boris.press('Control+Enter')
    const timeline = boris.page.getByRole('region', { name: boris.say('records.timeline.title') })
    await appears(timeline.getByText('Wants ten racks by Friday'))
    await appears(timeline.getByText('Perm'))
    const [lead] = await app.rows('select city from leads where id = $1', [id])
    expect(lead).toEqual({ city: 'Perm' })
  })

  it('closes its step with the same keys as Today', async () => {
    const { boris, id } = await atLead()
    await boris.press('1')
    await boris.press('Enter')
    await appears(told(boris, 'Sasha Lead'))
    const steps = await app.rows('select outcome from steps where lead_id = $1 order by created_at', [id])
    expect(steps).toEqual([{ outcome: 'result' }, { outcome: null }])
  })

  it('turns a lead into a contact, a company and a deal', async () => {
    const { boris, id } = await atLead()
    await boris.click(boris.page.getByRole('button', { name: boris.say('records.more') }))
    await boris.click(boris.page.getByRole('menuitem', { name: boris.say('leads.convert.act') }))
    await boris.click(
      boris.page.getByRole('dialog').getByRole('button', { name: boris.say('leads.convert.submit') }),
    )
    await soon(() => boris.path()).toMatch(/^\/deals\//)
    const [lead] = await app.rows('select status, contact_id, company_id, deal_id from leads where id = $1', [
      id,
    ])
    expect(lead).toMatchObject({ status: 'won', contact_id: expect.any(String), deal_id: expect.any(String) })
    await boris.open(`/leads/${id}`)
    const box = boris.page.getByRole('region', { name: boris.say('steps.box.title') })
    await appears(box.getByText(boris.say('choices.lead.status.won'), { exact: true }))
    await boris.click(box.getByRole('link'))
    expect(boris.path()).toBe(`/deals/${lead!.deal_id}`)
  })
})

/** A manager at the list of three leads of theirs. */
async function atLeads({
  isLive = true,
  role = 'sales_manager' as RoleKey,
  path = '/leads',
} = {}): Promise<Visitor> {
  const boris = await app.signIn(role, { name: 'Boris Manager' })
  await lead(boris, 'Anna', { city: 'Moscow', score: 90, companyName: 'Romashka', due: 1 })
  await lead(boris, 'Oleg', { city: 'Kazan', score: 50, companyName: 'Vector', due: 2 })
  await lead(boris, 'Vera', { city: 'Perm', score: 10, companyName: 'Birch', due: 3 })
  const visitor = await browser.visit({ as: boris })
  if (!isLive) await visitor.page.route('**/api/v1/live', (route) => route.abort())
  await visitor.open(path)
  await soon(() => rows(visitor).count()).toBe(3)
  return visitor
}

async function atLead() {
  const manager = await app.signIn('sales_manager', { name: 'Boris Manager' })
  const id = await lead(manager, 'Sasha Lead', {
    city: 'Kazan',
    companyName: 'Vector',
    phone: '+79167770011',
    due: 2,
  })
  const boris = await browser.visit({ as: manager })
  await boris.open(`/leads/${id}`)
  await appears(boris.page.getByRole('heading', { name: 'Sasha Lead', level: 1 }))
  await appears(boris.page.getByRole('region', { name: boris.say('records.fields.title') }))
  await appears(boris.page.getByRole('form', { name: boris.say('steps.outcome.title') }))
  return { boris, id }
}

const lead = (owner: TestClient, name: string, values: object) => app.lead({ owner, name, ...values })
const field = ({ say }: Visitor, name: string) => say(`fields.lead.${name}`)
const rows = ({ page }: Visitor) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
const names = async (visitor: Visitor) => {
  const all = await rows(visitor).getByRole('gridcell').nth(1).count()
  return all === 0 ? [] : await rows(visitor).locator('a[href^="/leads/"]').allInnerTexts()
}
const firstName = async (visitor: Visitor) => (await names(visitor))[0]
const told = ({ page }: Visitor, text: string) =>
  page.getByRole('status').locator('> div').filter({ hasText: text })

/** The cell of a field in the row of a lead, found by the heading above it. */
function cell(visitor: Visitor, name: string, column: string): Locator {
  const place = ['companyName', 'phone', 'stage'].indexOf(column)
  return rows(visitor)
    .filter({ hasText: name })
    .getByRole('gridcell')
    .nth(place + 2)
}

async function editCell(visitor: Visitor, name: string, column: string, value: string): Promise<void> {
  await visitor.click(cell(visitor, name, column))
  await visitor.press('F2')
  await visitor.page.keyboard.press('Control+a')
  await visitor.type(value)
  await visitor.press('Enter')
}

async function choose(visitor: Visitor, select: Locator, option: string): Promise<void> {
  await visitor.click(select)
  await visitor.click(visitor.page.getByRole('option', { name: option, exact: true }))
}
