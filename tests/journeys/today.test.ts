import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon, type Visitor } from '../helpers/browser.ts'
import { hoursFromNow } from '../helpers/browser-app.ts'

const names = ['Anna Petrova', 'Oleg Sidorov', 'Vera Kuznetsova', 'Ivan Orlov'] as const

describe.each(['en', 'ru'] as const)('Today in %s', (locale) => {
  const { app, browser } = appAndBrowser({ locale })

  /** A manager with four leads due today, the oldest promise first. */
  async function manager(name = 'Boris Manager') {
    const person = await app.signIn('sales_manager', { name })
    const stage = (await app.stages('lead')).at(-1)
    const dues = [-30, -1, 1, 2]
    for (const [index, lead] of names.entries())
      await app.lead({ owner: person, name: lead, phone: '+79161234567', stage, due: dues[index] })
    return person
  }

  async function atToday(as = manager()) {
    const visitor = await browser.visit({ as: await as, locale })
    await visitor.open('/today')
    await appears(customer(visitor, names[0]))
    await appears(script(visitor))
    return visitor
  }

  it('logs a call with its next step in two keys', async () => {
    const boris = await atToday()
    const routes = boris.routeChanges()
    const cost = await boris.cost(async () => {
      await boris.press('1')
      await boris.press('Enter')
    })
    expect(cost).toEqual({ keys: 2, clicks: 0 })
    await appears(customer(boris, names[1]))
    await disappears(inQueue(boris, names[0]))
    await appears(told(boris, names[0]))
    expect(boris.routeChanges()).toBe(routes)
  })

  it('postpones in two keys, or in one chord', async () => {
    const boris = await atToday()
    const slowly = await boris.cost(async () => {
      await boris.press('2')
      await boris.press('Enter')
    })
    await appears(customer(boris, names[1]))
    const fast = await boris.cost(() => boris.press('Shift+2'))
    await appears(customer(boris, names[2]))
    expect([slowly.keys, fast.keys]).toEqual([2, 1])
    await disappears(inQueue(boris, names[1]))
    await appears(told(boris, names[0]))
    await appears(told(boris, names[1]))
  })

  it('refuses with a reason in two keys', async () => {
    const boris = await atToday()
    const cost = await boris.cost(async () => {
      await boris.press('3')
      await boris.press('1')
    })
    expect(cost).toEqual({ keys: 2, clicks: 0 })
    await appears(customer(boris, names[1]))
    await appears(told(boris, boris.say('steps.done.lost')))
  })

  it('takes an outcome back by the button and by the key', async () => {
    const boris = await atToday()
    await boris.press('Shift+2')
    await boris.click(told(boris, names[0]).getByRole('button', { name: boris.say('shell.undo') }))
    await appears(inQueue(boris, names[0]))
    await boris.click(inQueue(boris, names[0]))
    await appears(customer(boris, names[0]))
    await boris.press('3')
    await boris.press('2')
    await disappears(inQueue(boris, names[0]))
    await appears(told(boris, boris.say('steps.done.lost')))
    await boris.press('Control+z')
    await appears(inQueue(boris, names[0]))
  })

  it('closes steps with the mouse alone', async () => {
    const boris = await atToday()
    const bar = boris.page.getByRole('form', { name: boris.say('steps.outcome.title') })
    await boris.click(bar.getByRole('button', { name: boris.say('steps.outcome.result') }))
    await boris.click(bar.getByRole('button', { name: boris.say('steps.closeAndNext') }))
    await appears(customer(boris, names[1]))
    await boris.click(bar.getByRole('button', { name: boris.say('steps.outcome.refused') }))
    await boris.click(bar.getByRole('radio').first())
    await boris.click(bar.getByRole('button', { name: boris.say('steps.closeAndNext') }))
    await appears(customer(boris, names[2]))
  })

  it('asks for a reason from the third postponement in a row on', async () => {
    const person = await manager()
    for (const hours of [0.01, 0.02]) {
      const [first] = (await person.get('/today')).body.queue
      await person.post('/commands/step.complete', {
        step: first.step.id,
        outcome: 'postponed',
        dueAt: hoursFromNow(hours - 40),
      })
    }
    const boris = await atToday(Promise.resolve(person))
    await boris.press('Shift+2')
    const reason = boris.page.getByLabel(boris.say('steps.reason'), { exact: true })
    await appears(reason)
    await reason.fill('On holiday')
    await boris.press('Enter')
    await appears(customer(boris, names[1]))
  })

  it('keeps the answers to the script with the outcome', async () => {
    const boris = await atToday()
    await boris.press('q')
    await boris.type('Ten racks')
    await boris.press('Escape')
    await boris.press('1')
    await boris.press('Enter')
    await appears(told(boris, names[0]))
    const [lead] = await app.rows(`select 1 from leads where to_jsonb(leads)::text like '%Ten racks%'`)
    expect(lead).toBeDefined()
  })

  it('shows at once in another browser what is closed in this one', async () => {
    const person = await manager()
    const here = await atToday(Promise.resolve(person))
    const there = await atToday(Promise.resolve(person))
    await there.press('j')
    await appears(customer(there, names[1]))
    await here.press('Shift+2')
    await soon(() => inQueue(there, names[0]).count()).toBe(0)
  })

  it('tells who was first when two people close the same step', async () => {
    const person = await manager('Boris First')
    const head = await app.signIn('head_of_sales', { name: 'Galina Head' })
    const galina = await browser.visit({ as: head, locale })
    galina.allow(409)
    // Without live updates she cannot know before she tries.
    await galina.page.route('**/api/v1/live', (route) => route.abort())
    await galina.open(`/today?owner=${person.userId}`)
    await appears(customer(galina, names[0]))
    const boris = await atToday(Promise.resolve(person))
    await boris.press('Shift+2')
    await appears(told(boris, names[0]))
    await galina.press('Shift+1')
    await appears(told(galina, 'Boris First'))
  })

  it('keeps the customer on the screen when a colleague closes the step', async () => {
    const person = await manager('Boris First')
    const head = await app.signIn('head_of_sales', { name: 'Galina Head' })
    const galina = await browser.visit({ as: head, locale })
    galina.allow(409)
    await galina.open(`/today?owner=${person.userId}`)
    await appears(customer(galina, names[0]))
    const boris = await atToday(Promise.resolve(person))
    await boris.press('Shift+2')
    await appears(galina.page.getByRole('status').filter({ hasText: 'Boris First' }))
    await appears(customer(galina, names[0]))
    await galina.click(galina.page.getByRole('button', { name: galina.say('steps.nextCustomer') }))
    await appears(customer(galina, names[1]))
  })

  it('offers the sample to whoever may load it, also in a role of one’s own making', async () => {
    const person = await app.signIn('analyst', { name: 'Olga Owner' })
    const grants = { step: { read: 'own' }, settings: { read: 'all', update: 'all' } }
    const name = `Owner ${locale}`
    const { body } = await app.admin.post('/roles', { name, grants })
    await app.rows('update users set role_id = $1 where id = $2', [body.item.id, person.userId])
    expect((await person.get('/session')).body.user.role).toMatchObject({ key: null, name })
    const olga = await browser.visit({ as: person, locale })
    olga.allow(403)
    await olga.open('/today')
    await appears(olga.page.getByRole('button', { name: olga.say('steps.first.sample') }))
  })

  it('shows the first step after few requests, and asks for what can wait when the line is quiet', async () => {
    const boris = await browser.visit({ as: await manager(), locale })
    const asked: string[] = []
    boris.page.on('request', (request) => {
      // The stream of live changes is no load: it never ends.
      if (request.resourceType() !== 'eventsource') asked.push(request.url().replace(app.url, ''))
    })
    await boris.page.goto('/today')
    await appears(customer(boris, names[0]))
    await appears(inQueue(boris, names[0]))
    const first = [...asked]
    expect(first.length, first.join('\n')).toBeLessThanOrEqual(12)
    const cardsIn = (all: string[]) => all.filter((url) => url.startsWith('/api/v1/step-card')).length
    expect(cardsIn(first)).toBeLessThanOrEqual(1)
    await soon(() => cardsIn(asked)).toBe(3)
  })

  it('ends the day with what comes next', async () => {
    const boris = await atToday()
    for (const next of [...names.slice(1), null]) {
      await boris.press('Shift+2')
      if (next) await appears(customer(boris, next))
    }
    await appears(boris.page.getByText(boris.say('steps.today.allDone')))
  })
})

const customer = ({ page }: Visitor, name: string) => page.getByRole('heading', { name, level: 2 })
const script = ({ page, say }: Visitor) => page.getByRole('region', { name: say('steps.script.title') })
const inQueue = ({ page, say }: Visitor, name: string) =>
  page.getByRole('list', { name: say('steps.today.queue') }).getByRole('button', { name })
const told = ({ page }: Visitor, text: string) =>
  page.getByRole('status').locator('> div').filter({ hasText: text })
