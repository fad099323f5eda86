import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon, type Visitor } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()
let stages: string[]
beforeAll(async () => {
  stages = await app.stages('deal')
})

const columns = ['Order details', 'Quote sent', 'Invoice sent'] as const

describe.each(['en', 'ru'] as const)('the board of deals in %s', (locale) => {
  async function atBoard() {
    const boris = await app.signIn('sales_manager', { name: 'Boris Manager' })
    const ids: string[] = []
    for (const title of ['Racks', 'Pallets'])
      ids.push(
        await app.deal({
          owner: boris,
          title,
          stage: stages[0],
          amount: { amount: 500_000, currency: 'RUB' },
          due: 2,
        }),
      )
    const visitor = await browser.visit({ as: boris, locale })
    await visitor.open('/deals')
    await appears(card(visitor, columns[0], 'Racks'))
    const stageOf = async () => {
      const [row] = await app.rows<{ at: number }>(
        'select position(s.id::text in $2) as at from deals d join stages s on s.id = d.stage_id where d.id = $1',
        [ids[0], stages.join()],
      )
      return row ? Math.floor(row.at / 37) : -1
    }
    return { boris: visitor, id: ids[0] ?? '', stageOf }
  }

  it('moves a deal one stage by one chord, and back', async () => {
    const { boris, stageOf } = await atBoard()
    await card(boris, columns[0], 'Racks').focus()
    const cost = await boris.cost(() => boris.press('Shift+ArrowRight'))
    expect(cost).toEqual({ keys: 1, clicks: 0 })
    await appears(card(boris, columns[1], 'Racks'))
    await soon(stageOf).toBe(1)
    await boris.press('Shift+ArrowLeft')
    await appears(card(boris, columns[0], 'Racks'))
    await soon(stageOf).toBe(0)
  })

  it('moves a deal by the mouse and takes it back', async () => {
    const { boris, stageOf } = await atBoard()
    await drag(boris, card(boris, columns[0], 'Racks'), column(boris, columns[2]))
    await appears(card(boris, columns[2], 'Racks'))
    await soon(stageOf).toBe(2)
    await boris.press('Control+z')
    await appears(card(boris, columns[0], 'Racks'))
    await soon(stageOf).toBe(0)
  })

  it('moves a deal by its menu', async () => {
    const { boris, stageOf } = await atBoard()
    await boris.click(
      boris.page.getByRole('button', { name: boris.say('records.moreOf', { title: 'Racks' }) }),
    )
    await boris.click(boris.page.getByRole('menuitemradio', { name: columns[1] }))
    await appears(card(boris, columns[1], 'Racks'))
    await soon(stageOf).toBe(1)
  })

  it('adds a deal where it is to stand', async () => {
    const { boris } = await atBoard()
    const { page, say } = boris
    await boris.click(page.getByRole('button', { name: say('records.board.addTo', { column: columns[1] }) }))
    const dialog = page.getByRole('dialog')
    await boris.type('Forklifts')
    await boris.press('Enter')
    await disappears(dialog)
    await appears(card(boris, columns[1], 'Forklifts'))
    // What was added is one press away.
    await boris.click(page.getByRole('status').getByRole('link', { name: say('records.acts.open') }))
    await appears(page.getByRole('heading', { level: 1, name: 'Forklifts' }))
  })

  it('says for how long a deal stands at its stage', async () => {
    const { boris, id } = await atBoard()
    await app.rows(`update deals set stage_since = now() - interval '5 days 1 hour' where id = $1`, [id])
    await boris.open('/deals')
    const days = boris.say('records.board.atStage', { count: 5 })
    await appears(card(boris, columns[0], 'Racks').getByTitle(days))
    await boris.open(`/deals/${id}`)
    await appears(boris.page.getByRole('list', { name: boris.say('records.stages') }).getByTitle(days))
  })

  it('asks why a deal is lost', async () => {
    const { boris, id } = await atBoard()
    await boris.click(
      boris.page.getByRole('button', { name: boris.say('records.moreOf', { title: 'Racks' }) }),
    )
    await boris.click(boris.page.getByRole('menuitem', { name: boris.say('records.acts.lose') }))
    await appears(boris.page.getByRole('dialog').getByRole('button', { name: 'Price too high' }))
    await boris.press('1')
    await disappears(card(boris, columns[0], 'Racks'))
    await soon(() => app.rows('select status, close_reason from deals where id = $1', [id])).toEqual([
      { status: 'lost', close_reason: 'Price too high' },
    ])
  })

  it('puts cards in order by hand, by keys and by the mouse, and takes it back', async () => {
    const { boris } = await atBoard()
    await boris.open('/deals?sort=byHand')
    const titles = () =>
      column(boris, columns[0])
        .getByRole('article')
        .evaluateAll((cards) => cards.map((one) => one.getAttribute('aria-label')))
    const kept = async () => {
      await boris.open('/deals?sort=byHand')
      await appears(card(boris, columns[0], 'Racks'))
      return titles()
    }
    await soon(titles).toEqual(['Racks', 'Pallets'])
    await card(boris, columns[0], 'Pallets').focus()
    const cost = await boris.cost(() => boris.press('Shift+ArrowUp'))
    expect(cost).toEqual({ keys: 1, clicks: 0 })
    await soon(titles).toEqual(['Pallets', 'Racks'])
    await appears(boris.page.getByText(boris.say('records.board.placed', { title: 'Pallets' })))
    expect(await kept()).toEqual(['Pallets', 'Racks'])
    await drag(boris, card(boris, columns[0], 'Pallets'), card(boris, columns[0], 'Racks'), 0.8)
    await soon(titles).toEqual(['Racks', 'Pallets'])
    await appears(boris.page.getByText(boris.say('records.board.placed', { title: 'Pallets' })))
    await boris.press('Control+z')
    await soon(titles).toEqual(['Pallets', 'Racks'])
    expect(await kept()).toEqual(['Pallets', 'Racks'])
  })
})

it('follows what somebody else puts in another order by hand', async () => {
  const boris = await app.signIn('sales_manager', { name: 'Boris Manager' })
  const [stage] = stages
  const ids: string[] = []
  for (const title of ['Over', 'Under']) ids.push(await app.deal({ owner: boris, title, stage, due: 2 }))
  const visitor = await browser.visit({ as: boris })
  await visitor.open('/deals?sort=byHand')
  await appears(card(visitor, columns[0], 'Under'))
  await visitor.settled()
  const titles = () =>
    column(visitor, columns[0])
      .getByRole('article')
      .evaluateAll((cards) => cards.map((one) => one.getAttribute('aria-label')))
  await soon(titles).toEqual(['Over', 'Under'])
  const [over, under] = ids
  const place = (side: string) =>
    app.admin.post('/commands/records.place', { entity: 'deal', id: under, side, beside: over })
  await place('before')
  await soon(titles).toEqual(['Under', 'Over'])
  // Under the reader's pointer nothing moves before he says so.
  await card(visitor, columns[0], 'Over').hover()
  await place('after')
  await visitor.click(
    visitor.page.getByRole('button', { name: visitor.say('records.freshBoard', { count: 1 }) }),
  )
  await soon(titles).toEqual(['Over', 'Under'])
})

it('says what a dragged deal may be dropped on to be closed', async () => {
  const boris = await app.signIn('sales_manager', { name: 'Boris Manager' })
  const id = await app.deal({ owner: boris, title: 'Scales', stage: stages[0], due: 2 })
  const visitor = await browser.visit({ as: boris })
  await visitor.open('/deals')
  await appears(card(visitor, columns[0], 'Scales'))
  await drag(visitor, card(visitor, columns[0], 'Scales'), visitor.page.locator('[data-outcome=won]'))
  await disappears(card(visitor, columns[0], 'Scales'))
  await soon(() => app.rows('select status from deals where id = $1', [id])).toEqual([{ status: 'won' }])
})

const column = ({ page }: Visitor, stage: string) => page.getByRole('region', { name: stage })
const card = (visitor: Visitor, stage: string, title: string) =>
  column(visitor, stage).getByRole('article', { name: title })

/** Takes hold of something with the mouse, carries it and lets it go; the target may appear on the way. */
async function drag(
  { page }: Visitor,
  what: ReturnType<typeof card>,
  to: ReturnType<typeof column>,
  down = 0.5,
): Promise<void> {
  const from = await what.boundingBox()
  if (!from) throw new Error('nothing to take hold of')
  await page.mouse.move(from.x + 40, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 40, { steps: 4 })
  const target = await to.boundingBox()
  if (!target) throw new Error('nothing to drop on')
  await page.mouse.move(target.x + target.width / 2, target.y + target.height * down, { steps: 8 })
  await page.mouse.up()
}
