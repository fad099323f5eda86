import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon } from '../helpers/browser.ts'
import { type Sales, seedSales } from '../helpers/browser-seed.ts'

const { app, browser } = appAndBrowser()
let sales: Sales
beforeAll(async () => {
  sales = await seedSales(app)
})

describe.each(['en', 'ru'] as const)('a phone in %s', (locale) => {
  it('closes a step of Today by its buttons', async () => {
    const boris = await browser.visit({ as: sales.manager, locale, screen: 'phone' })
    await boris.open('/today')
    const { page, say } = boris
    const name = page.getByRole('main').getByRole('heading', { level: 2 }).first()
    await appears(name)
    const first = await name.innerText()
    await boris.click(page.getByRole('button', { name: say('steps.outcome.postponed') }))
    const sheet = page.getByRole('dialog')
    await boris.click(sheet.getByRole('button', { name: say('steps.closeAndNext') }))
    await disappears(sheet)
    await soon(() => name.innerText()).not.toBe(first)
  })

  it('shows a record in tabs', async () => {
    const boris = await browser.visit({ as: sales.manager, locale, screen: 'phone' })
    await boris.open(`/leads/${sales.lead}`)
    const { page, say } = boris
    await appears(page.getByRole('tab', { name: say('records.timeline.title'), selected: true }))
    await boris.click(page.getByRole('tab', { name: say('records.fields.title') }))
    await appears(page.getByRole('tabpanel').getByText(say('fields.lead.city'), { exact: true }))
    await boris.click(page.getByRole('tab', { name: say('records.related.title') }))
    await appears(page.getByRole('tab', { name: say('records.related.title'), selected: true }))
  })

  it('hands several leads to a colleague from the list', async () => {
    const boris = await browser.visit({ as: sales.head, locale, screen: 'phone' })
    await boris.open('/leads?view=all')
    const { page, say } = boris
    const boxes = page.getByRole('list', { name: say('entities.lead.many') }).getByRole('checkbox')
    await appears(boxes.first())
    await boris.click(boxes.nth(0))
    await boris.click(boxes.nth(1))
    const bar = page.getByRole('region', { name: say('records.bulk.title') })
    await appears(bar)
    await boris.click(bar.getByRole('button', { name: say('records.acts.assign') }))
    await boris.click(page.getByRole('option', { name: 'Dmitry Colleague' }))
    const records = say('entities.lead.count', { count: 2 })
    await appears(page.getByText(say('records.doneMany.assigned', { records })))
    expect(boris.path()).toBe('/leads')
  })

  it('reaches every section from its bottom bar', async () => {
    const boris = await browser.visit({ as: sales.manager, locale, screen: 'phone' })
    await boris.open('/today')
    const { page, say } = boris
    const bar = page.getByRole('navigation', { name: say('shell.sections') })
    await boris.click(bar.getByRole('button', { name: say('shell.more') }))
    await boris.click(page.getByRole('dialog').getByRole('link', { name: say('entities.contact.many') }))
    await soon(() => boris.path()).toBe('/contacts')
    await boris.click(bar.getByRole('button', { name: say('shell.search') }))
    await appears(page.getByRole('combobox'))
  })
})

describe.each(['narrow', 'phone'] as const)('on a %s screen', (screen) => {
  it.each(['en', 'ru'] as const)('nothing but tables and boards scrolls sideways, in %s', async (locale) => {
    const anna = await browser.visit({ as: app.admin, locale, screen })
    const wide: string[] = []
    for (const path of pages()) {
      await anna.open(path)
      await anna.settled()
      const found = (await anna.page.evaluate(sideways)) as string[]
      wide.push(...found.map((what) => `${path}: ${what}`))
    }
    expect(wide).toEqual([])
  })
})

const pages = () => [
  '/today',
  '/leads',
  '/deals',
  '/contacts',
  '/companies',
  '/products',
  `/leads/${sales.lead}`,
  `/deals/${sales.deal}`,
  `/contacts/${sales.contact}`,
  '/contacts?new=true',
  '/calendar',
  '/team',
  '/import',
  '/settings',
  '/settings/profile',
  '/settings/users',
  '/settings/pipelines',
]

/** What could be scrolled sideways, or sticks out of the page. */
const sideways = `(() => {
  const found = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) found.push('the page itself')
  for (const one of document.querySelectorAll('body *')) {
    const { overflowX, display } = getComputedStyle(one)
    if (!/auto|scroll/.test(overflowX) || display === 'none' || one.scrollWidth <= one.clientWidth + 1) continue
    const holds = one.matches('[role=grid], [role=table], table, pre') || one.querySelector(':scope > table, :scope > [role=grid], :scope [role=listitem], :scope article') || (one.matches('[role=toolbar]') && one.parentElement.querySelector('article'))
    if (!holds) found.push(one.tagName.toLowerCase() + '.' + one.className + ' ' + (one.getAttribute('aria-label') || ''))
  }
  return found
})()`
