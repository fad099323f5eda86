import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()

// Each language lays out a noun of its own, because a layout is everybody's.
const cases = [
  { locale: 'en', noun: 'deal', table: 'deals', title: 'title', field: 'amount', upper: 'title' },
  { locale: 'ru', noun: 'lead', table: 'leads', title: 'name', field: 'source', upper: 'companyName' },
] as const

describe.each(cases)('pages and forms, in $locale', ({ locale, noun, table, title, field, upper }) => {
  it('a field is moved by the keyboard, explained and asked for on the way to a stage', async () => {
    const visitor = await browser.visit({ as: app.admin, locale })
    const { page, say, open, click, press } = visitor
    // A move is refused on purpose.
    visitor.allow(422)
    const label = say(`fields.${noun}.${field}`)
    const help = { en: 'Without tax', ru: 'Откуда о нас узнали' }[locale]
    const stages = await app.stages(noun)
    const [{ name: stage } = { name: '' }] = await app.rows<{ name: string }>(
      'select name from stages where id = $1',
      [stages[1]],
    )

    await open(`/settings/layouts?noun=${noun}`)
    const handle = page.getByRole('button', { name: say('layouts.moveField', { name: label }), exact: true })
    await handle.focus()
    const above = page.getByRole('button', {
      name: say('layouts.moveField', { name: say(`fields.${noun}.${upper}`) }),
      exact: true,
    })
    const isAbove = async () => ((await handle.boundingBox())?.y ?? 0) < ((await above.boundingBox())?.y ?? 0)
    for (let presses = 0; presses < 20 && !(await isAbove()); presses++) await press('ArrowUp')
    expect(await isAbove()).toBe(true)
    expect(await handle.evaluate((one) => one.matches(':focus'))).toBe(true)

    await click(page.getByRole('button', { name: label, exact: true }))
    await page.getByRole('textbox', { name: say('layouts.help') }).fill(help)
    await click(page.getByRole('combobox', { name: say('layouts.neededAt') }))
    await click(page.getByRole('option', { name: stage, exact: true }))
    await press('Escape')
    await click(page.getByRole('button', { name: say('layouts.save'), exact: true }))
    await appears(page.getByRole('button', { name: say('layouts.reset') }), 10_000)

    await open(`/${table}?new=true`)
    const form = page.getByRole('dialog')
    await appears(form.getByText(help))
    const order = await form
      .locator('[data-field]')
      .evaluateAll((fields) => fields.map((one) => one.getAttribute('data-field')))
    expect(order.indexOf(field)).toBeLessThan(order.indexOf(upper))
    await press('Escape')

    const id = await app[noun]({ owner: app.admin, [title]: 'Racks', stage: stages[0], due: 2 })
    await open(`/${table}/${id}`)
    await click(page.getByRole('button', { name: stage, exact: true }))
    await appears(form.getByText(say('records.missing.words')))
    await form.getByRole('textbox', { name: label }).fill('100')
    await press('Enter')
    await appears(page.locator('[aria-current="step"]', { hasText: stage }))
    // The page shows where it goes before the server has said so.
    const stands = async () =>
      (await app.rows(`select stage_id as stage from ${table} where id = $1`, [id]))[0]
    await expect.poll(stands).toEqual({ stage: stages[1] })
  })
})

it('the button Won on a page asks for what a deal cannot be won without, and wins it', async () => {
  const { body } = await app.admin.get('/layouts')
  const known = body.items.find(({ entity }: { entity: string }) => entity === 'deal')
  const fields = [{ name: 'title' }, { name: 'source', requiredToWin: true }]
  const config = { sections: [{ id: 'main', fields }] }
  await app.admin.post('/commands/layout.save', { entity: 'deal', version: known?.version ?? null, config })
  const id = await app.deal({ owner: app.admin, title: 'Racks', due: 2 })
  const anna = await browser.visit({ as: app.admin })
  const { page, say } = anna
  // It is refused on purpose.
  anna.allow(422)
  await anna.open(`/deals/${id}`)
  const box = page.getByRole('region', { name: say('steps.box.title') })
  await anna.click(box.getByRole('button', { name: say('steps.act.win') }))
  const form = page.getByRole('dialog')
  await appears(form.getByText(say('records.missing.words')))
  await anna.type('Exhibition')
  await anna.press('Enter')
  await appears(box.getByText(say('steps.box.closedWon')))
})
