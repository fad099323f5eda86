import { describe, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, soon } from '../helpers/browser.ts'
import { png } from '../helpers/files.ts'

describe.each(['en', 'ru'] as const)('files of a deal in %s', (locale) => {
  const { app, browser } = appAndBrowser({ locale })

  it('are attached together, seen one after another, and removed with a way back', async () => {
    const owner = await app.signIn('sales_manager', { name: 'Galina' })
    const deal = await app.deal({ owner, title: 'Racks', due: 2 })
    const galina = await browser.visit({ as: owner, locale })
    await galina.open(`/deals/${deal}`)
    const part = galina.page.getByRole('region', { name: galina.say('files.title') })
    const chooser = galina.page.waitForEvent('filechooser')
    await galina.click(part.getByRole('button', { name: galina.say('files.attach') }))
    await (await chooser).setFiles([
      { name: 'dot.png', mimeType: 'image/png', buffer: png },
      { name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from('Полка;1200\nСтойка;3400\n') },
    ])
    await soon(() => app.rows('select 1 from files where deal_id = $1', [deal])).toHaveLength(2)

    const open = (name: string) => part.getByRole('button', { name: galina.say('files.open', { name }) })
    await galina.click(open('prices.csv'))
    const dialog = galina.page.getByRole('dialog')
    await appears(dialog.getByText('Стойка;3400'))
    await galina.page.keyboard.press((await isFirst()) ? 'ArrowRight' : 'ArrowLeft')
    const picture = dialog.getByRole('img', { name: 'dot.png' })
    await appears(picture)
    await soon(() =>
      picture.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth),
    ).toBe(1)
    await galina.page.keyboard.press('Escape')

    await galina.click(part.getByRole('button', { name: galina.say('files.more', { name: 'dot.png' }) }))
    await galina.click(galina.page.getByRole('menuitem', { name: galina.say('files.remove') }))
    await soon(() => open('dot.png').count()).toBe(0)
    await galina.click(galina.page.getByRole('button', { name: galina.say('shell.undo') }).first())
    await appears(open('dot.png'))

    async function isFirst() {
      const names = await part.getByRole('listitem').allInnerTexts()
      return names[0]?.includes('prices.csv') ?? false
    }
  })

  it('go along with a note that is being written', async () => {
    const owner = await app.signIn('sales_manager', { name: 'Boris' })
    const deal = await app.deal({ owner, title: 'Shelves', due: 2 })
    const boris = await browser.visit({ as: owner, locale })
    await boris.open(`/deals/${deal}`)
    const chooser = boris.page.waitForEvent('filechooser')
    await boris.click(boris.page.getByRole('button', { name: boris.say('records.composer.attach') }))
    await (await chooser).setFiles([
      { name: 'plan.png', mimeType: 'image/png', buffer: png },
      { name: 'wrong.png', mimeType: 'image/png', buffer: png },
    ])
    await boris.click(
      boris.page.getByRole('button', { name: boris.say('records.composer.leaveOut', { name: 'wrong.png' }) }),
    )
    await boris.page.getByRole('textbox', { name: boris.say('records.composer.label.note') }).fill('The plan')
    await boris.press('Control+Enter')
    await soon(() =>
      app.rows('select f.name, n.text from files f join notes n on n.id = f.note_id where f.deal_id = $1', [
        deal,
      ]),
    ).toEqual([{ name: 'plan.png', text: 'The plan' }])
    const part = boris.page.getByRole('region', { name: boris.say('files.title') })
    await appears(part.getByRole('button', { name: boris.say('files.open', { name: 'plan.png' }) }))
  })
})
