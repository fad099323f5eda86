import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon, type Visitor } from '../helpers/browser.ts'
import { type Sales, seedSales } from '../helpers/browser-seed.ts'

const { app, browser } = appAndBrowser()
let sales: Sales
beforeAll(async () => {
  sales = await seedSales(app)
})

describe.each(['press', 'pressRussian'] as const)('the keyboard map, by %s', (press) => {
  const locale = press === 'press' ? 'en' : 'ru'
  const visit = (as = sales.manager) => browser.visit({ as, locale })

  it('goes to the sections', async () => {
    const boris = await visit()
    await boris.open('/today')
    for (const [key, path] of [
      ['l', '/leads'],
      ['d', '/deals'],
      ['c', '/contacts'],
      ['o', '/companies'],
      ['t', '/today'],
    ] as const) {
      await boris[press]('g')
      await boris[press](key)
      await soon(() => boris.path()).toBe(path)
    }
    await boris[press]('g')
    await boris[press]('s')
    await soon(() => boris.path()).toMatch(/^\/settings/)
  })

  it('opens search, help and adding, and closes each by Escape', async () => {
    const boris = await visit()
    await boris.open('/today')
    for (const [key, role] of [
      ['/', 'dialog'],
      ['?', 'dialog'],
      ['Control+k', 'dialog'],
      ['n', 'menu'],
      ['Shift+n', 'menu'],
    ] as const) {
      await boris[press](key)
      const layer = boris.page.getByRole(role)
      await appears(layer)
      await boris.press('Escape')
      await disappears(layer)
    }
  })

  it('walks the queue, writes and ends steps on Today', async () => {
    const boris = await visit()
    await boris.open('/today')
    const current = () => boris.page.locator('[aria-current=true] ').innerText()
    const { page, say } = boris
    await appears(page.locator('[aria-current=true]'))
    const first = await current()
    await boris[press]('j')
    await soon(current).not.toBe(first)
    await boris[press]('k')
    await soon(current).toBe(first)
    await appears(page.getByRole('region', { name: say('steps.script.title') }))
    await boris[press]('q')
    await soon(() => focused(boris)).toBe('TEXTAREA')
    await boris.press('Escape')
    const bar = page.getByRole('form', { name: say('steps.outcome.title') })
    for (const [key, outcome] of [
      ['1', 'result'],
      ['2', 'postponed'],
      ['z', 'postponed'],
      ['3', 'refused'],
    ] as const) {
      await boris[press](key)
      await appears(bar.getByRole('button', { name: say(`steps.outcome.${outcome}`), pressed: true }))
      await boris.press('Escape')
      await disappears(bar.getByRole('button', { pressed: true }))
    }
    await boris[press]('t')
    await soon(() => focused(boris)).toBe('TEXTAREA')
  })

  it('works a list', async () => {
    const boris = await visit()
    await boris.open('/leads')
    const { page, say } = boris
    await appears(page.getByRole('grid'))
    await boris.settled()
    await boris[press]('x')
    await boris[press]('j')
    await boris[press]('x')
    await soon(() => page.getByRole('row', { selected: true }).count()).toBe(2)
    await boris[press]('s')
    await appears(page.getByRole('dialog'))
    await boris.press('Escape')
    await disappears(page.getByRole('dialog'))
    await boris.press('Escape')
    await soon(() => page.getByRole('row', { selected: true }).count()).toBe(0)
    await boris[press]('f')
    await appears(page.getByRole('region', { name: say('records.filter.open') }))
    await boris.press('Escape')
    await boris[press]('v')
    await appears(page.getByRole('menu'))
    await boris.press('Escape')
    await disappears(page.getByRole('menu'))
    await boris[press]('o')
    await soon(() => boris.path()).toMatch(/^\/leads\/.+/)
    await appears(page.getByRole('textbox').first())
    await boris[press](']')
    await appears(page.getByText(say('records.placeInList', { at: 3, count: 20 })))
  })
})

it('keeps letters for the text while a field has the focus', async () => {
  const boris = await browser.visit({ as: sales.manager })
  await boris.open('/leads')
  await appears(boris.page.getByRole('grid'))
  const search = boris.page.getByRole('searchbox', { name: boris.say('records.searchHere') })
  await search.focus()
  for (const key of ['n', 'g', 'l', 'x', '1', '/']) await boris.press(key)
  expect(await search.inputValue()).toBe('nglx1/')
  expect(boris.path()).toBe('/leads')
})

it('can be switched off and remapped in the profile', async () => {
  const boris = await browser.visit({ as: sales.colleague })
  await boris.open('/today')
  await boris.settled()
  await boris.open('/settings/profile')
  await boris.click(boris.page.getByRole('switch', { name: boris.say('people.keyboard.single') }))
  await boris.open('/today')
  await boris.settled()
  await boris.press('g')
  await boris.press('l')
  await boris.press('/')
  expect(boris.path()).toBe('/today')
  expect(await boris.page.getByRole('dialog').count()).toBe(0)
  await boris.press('Control+k')
  await appears(boris.page.getByRole('dialog'))
})

it('shows where the focus is and never hides it, all the way through the page', async () => {
  const boris = await browser.visit({ as: sales.manager })
  for (const path of ['/today', '/leads', '/deals']) {
    await boris.open(path)
    await boris.settled()
    for (let stop = 0; stop < 25; stop++) {
      await boris.page.keyboard.press('Tab')
      await soon(() => boris.page.evaluate(hiddenFocus), `stop ${stop} of ${path}`).toBe('')
    }
  }
})

const focused = ({ page }: Visitor) => page.evaluate('document.activeElement.tagName')

/** What is wrong with the focus: nothing drawn around it, or something lying over it. */
const hiddenFocus = `(async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  const element = document.activeElement
  if (!element || element === document.body) return ''
  const looks = (one) => { const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one); return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' }
  let shown = false
  for (let one = element, depth = 0; one && depth < 4; one = one.parentElement, depth++) shown ||= looks(one)
  shown ||= element.nextElementSibling !== null && looks(element.nextElementSibling)
  const name = element.tagName + ' ' + (element.getAttribute('aria-label') || element.textContent || '').slice(0, 40)
  if (!shown) return 'nothing shows the focus of ' + name
  const box = element.getBoundingClientRect()
  if (box.width === 0) return ''
  const x = Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2))
  const y = Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height, 20) / 2))
  const top = document.elementFromPoint(x, y)
  if (!top) return 'out of sight: ' + name
  const same = element.contains(top) || top.contains(element) || element.closest('label')?.contains(top)
  return same ? '' : name + ' is covered by ' + top.tagName + ' ' + top.className
})()`
