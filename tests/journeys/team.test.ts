import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, soon, type Visitor } from '../helpers/browser.ts'
import { type Sales, seedSales } from '../helpers/browser-seed.ts'

const { app, browser } = appAndBrowser()
let sales: Sales
beforeAll(async () => {
  sales = await seedSales(app)
})

describe('the calendar of steps', () => {
  async function atCalendar() {
    const manager = await app.signIn('sales_manager', { name: 'Boris Planner' })
    const id = await app.lead({ owner: manager, name: 'Movable Lead', due: 1 })
    const boris = await browser.visit({ as: manager })
    await boris.open('/calendar?view=day')
    const step = boris.page.getByRole('button', { name: 'Movable Lead' })
    await appears(step)
    const due = async () => {
      const [row] = await app.rows<{ due_at: string }>(
        'select due_at from steps where lead_id = $1 and closed_at is null',
        [id],
      )
      return Date.parse(row?.due_at ?? '')
    }
    return { boris, step, due, before: await due() }
  }

  it('moves a step by an hour with the keyboard and takes it back', async () => {
    const { boris, step, due, before } = await atCalendar()
    await step.focus()
    await boris.press('Shift+ArrowDown')
    await soon(due).toBe(before + 3_600_000)
    await boris.press('Control+z')
    await soon(due).toBe(before)
  })

  it('leads who has no steps of their own to those of everybody', async () => {
    await atCalendar()
    const anna = await browser.visit({ as: app.admin })
    await anna.open('/calendar?view=day')
    await appears(anna.page.getByText(anna.say('steps.calendar.empty')))
    await anna.click(anna.page.getByRole('button', { name: anna.say('steps.calendar.showAll') }))
    await appears(anna.page.getByRole('button', { name: 'Movable Lead' }).first())
  })

  it('moves a step by dragging it to another hour', async () => {
    const { boris, step, due, before } = await atCalendar()
    const from = await step.boundingBox()
    const target = await boris.page.getByRole('row').last().getByRole('cell').last().boundingBox()
    if (!from || !target) throw new Error('nothing to drag')
    const { mouse } = boris.page
    await mouse.move(from.x + 10, from.y + 10)
    await mouse.down()
    await mouse.move(from.x + 20, from.y + 30, { steps: 4 })
    await mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 6 })
    await mouse.up()
    await soon(due).toBeGreaterThan(before)
  })

  it('opens a step and moves it by its menu', async () => {
    const { boris, step, due, before } = await atCalendar()
    await boris.click(step)
    await boris.click(boris.page.getByRole('menuitem', { name: boris.say('steps.calendar.move') }))
    const dialog = boris.page.getByRole('dialog')
    await dialog.getByLabel(boris.say('steps.calendarWords.time')).fill('23:30')
    await boris.press('Enter')
    await soon(due).not.toBe(before)
    await boris.click(step)
    await boris.click(boris.page.getByRole('menuitem', { name: boris.say('steps.act.open') }))
    await appears(boris.page.getByRole('heading', { name: 'Movable Lead', level: 1 }))
  })
})

describe.each(['en', 'ru'] as const)('the team in %s', (locale) => {
  it('shows that nobody is without a next step, and leads to what each number counts', async () => {
    const galina = await browser.visit({ as: sales.head, locale })
    await galina.open('/team')
    const law = galina.page.locator('section').filter({ hasText: galina.say('steps.team.law') })
    await appears(law.getByText('0', { exact: true }))
    const row = galina.page.getByRole('row').filter({ hasText: 'Boris Manager' })
    const open = Number(await row.getByRole('link').nth(1).innerText())
    expect(open).toBe(30)
    await galina.click(row.getByRole('link').nth(1))
    await appears(galina.page.getByRole('grid').or(galina.page.getByRole('table')).first())
    expect(galina.path()).toBe('/steps')
  })
})

describe('settings', () => {
  it('add a stage, which the board shows', async () => {
    const anna = await browser.visit({ as: app.admin })
    await anna.open('/settings/pipelines')
    const deals = anna.page.getByRole('region', { name: anna.say('pipelines.of.deal') })
    await anna.click(deals.getByRole('button', { name: anna.say('pipelines.addStage') }))
    const name = deals.getByLabel(anna.say('pipelines.stageName')).last()
    await soon(() => name.inputValue()).toBe(anna.say('pipelines.newStage'))
    await name.fill('Legal check')
    await anna.press('Enter')
    await appears(told(anna, 'Legal check'))
    await anna.open('/deals?view=all')
    await appears(anna.page.getByRole('region', { name: 'Legal check' }))
  })

  it('put stages into another order, and back by undo', async () => {
    const anna = await browser.visit({ as: app.admin })
    await anna.open('/settings/pipelines')
    const leads = anna.page.getByRole('region', { name: anna.say('pipelines.of.lead') })
    const stages = leads.getByLabel(anna.say('pipelines.stageName'))
    const order = async () => Promise.all((await stages.all()).map((one) => one.inputValue()))
    await soon(() => stages.count()).toBeGreaterThan(2)
    const [first = '', second = '', ...others] = await order()
    await leads.getByRole('button', { name: first }).first().focus()
    await anna.press('ArrowDown')
    await soon(order).toEqual([second, first, ...others])
    await anna.click(told(anna, first).getByRole('button', { name: anna.say('shell.undo') }))
    await soon(order).toEqual([first, second, ...others])
    await anna.page.reload()
    await soon(order).toEqual([first, second, ...others])
  })

  it('refuse what the role does not allow, in words', async () => {
    const alla = await browser.visit({ as: sales.analyst })
    await alla.open('/settings/pipelines')
    await appears(alla.page.getByRole('heading', { name: alla.say('shell.noAccess'), level: 1 }))
  })
})

const told = ({ page }: Visitor, text: string) =>
  page.getByRole('status').locator('> div').filter({ hasText: text })
