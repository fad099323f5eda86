import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, type Visitor } from '../helpers/browser.ts'
import { type Sales, seedSales } from '../helpers/browser-seed.ts'

const { app, browser } = appAndBrowser()
let sales: Sales
beforeAll(async () => {
  sales = await seedSales(app, { contacts: 6, leads: 9, deals: 9 })
})

describe.each(['en', 'ru'] as const)('accessibility in %s', (locale) => {
  const visit = (as = app.admin) => browser.visit({ as, locale, bypassCSP: true })

  it('has nothing serious on any section, in either theme', async () => {
    const anna = await visit()
    await anna.open('/today')
    const paths = await linksIn(anna, anna.say('shell.sections'))
    const problems: string[] = []
    for (const path of [...paths, ...records(), '/nowhere']) problems.push(...(await examine(anna, path)))
    expect(problems).toEqual([])
  })

  it('has nothing serious on any page of the settings, in either theme', async () => {
    const anna = await visit()
    await anna.open('/settings/profile')
    const problems: string[] = []
    for (const path of await linksIn(anna, anna.say('settings.title')))
      problems.push(...(await examine(anna, path)))
    expect(problems).toEqual([])
  })

  it('has nothing serious with layers open, in either theme', async () => {
    const boris = await visit(sales.manager)
    // A manager hands nothing over.
    const galina = await visit(sales.head)
    const problems: string[] = []
    const look = async (who: Visitor, [path, keys, shown]: Layer) => {
      await who.open(path)
      await who.settled()
      for (const key of keys) await who.press(key)
      await appears(who.page.locator(shown).first())
      problems.push(...(await examine(who, null, `${path} ${keys.join(' ')}`)))
    }
    for (const layer of layers(boris)) await look(boris, layer)
    await look(galina, ['/leads?view=all', ['x', 'a'], '[role=option]'])
    expect(problems).toEqual([])
  })

  it('has nothing serious before anybody is signed in, in either theme', async () => {
    const guest = await browser.visit({ locale, bypassCSP: true })
    guest.allow(404, 409)
    const problems: string[] = []
    for (const path of ['/sign-in', '/setup?token=x', '/invitation?token=x'])
      problems.push(...(await examine(guest, path)))
    expect(problems).toEqual([])
  })
})

const records = () => [
  `/leads/${sales.lead}`,
  `/deals/${sales.deal}`,
  `/contacts/${sales.contact}`,
  `/companies/${sales.company}`,
  '/leads?view=all',
  '/leads?view=all&layout=board',
  '/deals?view=all&layout=list',
  `/today?owner=${sales.manager.userId}`,
  `/contacts?peek=contact:${sales.contact}`,
]

/** Where, which keys, and what is then on the screen. */
type Layer = [path: string, keys: string[], shown: string]
const layers = ({ say }: Visitor): Layer[] => [
  ['/today', ['/'], '[role=dialog]'],
  ['/today', ['?'], '[role=dialog]'],
  ['/today', ['n'], '[role=menu]'],
  ['/today', ['1'], '[aria-pressed=true]'],
  ['/today', ['2'], '[aria-pressed=true]'],
  ['/today', ['3'], '[aria-pressed=true]'],
  ['/today', ['Shift+2'], `[role=status] button:has-text("${say('shell.undo')}")`],
  ['/leads', ['f'], '#filter-builder'],
  ['/leads', ['v'], '[role=menu]'],
  ['/contacts?new=true', [], '[role=dialog]'],
  ['/deals?new=true', [], '[role=dialog]'],
  ['/deals', ['s'], '[role=dialog]'],
]

async function linksIn({ page }: Visitor, name: string): Promise<string[]> {
  const nav = page.getByRole('navigation', { name })
  await appears(nav.getByRole('link').first())
  return nav.getByRole('link').evaluateAll((links) => links.map((link) => String(link.getAttribute('href'))))
}

/** Serious and critical findings on a page, in the light and then in the dark theme. */
async function examine(visitor: Visitor, path: string | null, name = path ?? ''): Promise<string[]> {
  if (path !== null) {
    await visitor.open(path)
    await visitor.settled()
  }
  const problems: string[] = []
  for (const theme of ['light', 'dark']) {
    await visitor.page.evaluate(
      `document.documentElement.setAttribute('data-mantine-color-scheme', '${theme}')`,
    )
    const axe = new AxeBuilder({ page: visitor.page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
    // The other theme is the same page in other colours.
    const { violations } = await (theme === 'light' ? axe : axe.withRules(ofColour)).analyze()
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      const where = nodes.slice(0, 3).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`)
      problems.push(`${name} (${theme}): ${id} ${nodes.length}× ${where.join(' | ')}`)
    }
  }
  return problems
}

const ofColour = ['color-contrast', 'link-in-text-block']
