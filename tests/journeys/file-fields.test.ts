import { describe, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, soon } from '../helpers/browser.ts'
import { png } from '../helpers/files.ts'

describe.each(['en', 'ru'] as const)('a field that holds a file, in %s', (locale) => {
  const { app, browser } = appAndBrowser({ locale })

  it('is filled on the page of the record, looked at, replaced, taken back and emptied', async () => {
    const label = { en: 'Contract', ru: 'Договор' }[locale]
    const { body } = await app.admin.post('/commands/field.create', {
      ...{ entity: 'deal', type: 'file', names: { [locale]: label } },
    })
    const owner = await app.signIn('sales_manager', { name: 'Galina' })
    const deal = await app.deal({ owner, title: 'Racks', due: 2 })
    const galina = await browser.visit({ as: owner, locale })
    const { page, say } = galina
    await galina.open(`/deals/${deal}`)
    const field = page.getByRole('group', { name: label, exact: true })
    const give = async (button: string, name: string) => {
      const chooser = page.waitForEvent('filechooser')
      await galina.click(field.getByRole('button', { name: button }))
      await (await chooser).setFiles([{ name, mimeType: 'image/png', buffer: png }])
    }
    const held = async () => {
      const { item, titles } = (await app.admin.get(`/deals/${deal}`)).body
      return titles[item[body.name]] ?? null
    }
    const open = (name: string) => field.getByRole('link', { name: say('files.open', { name }) })

    await give(say('files.chooseFor', { field: label }), 'first.png')
    await soon(held).toBe('first.png')
    await galina.click(open('first.png'))
    await appears(page.getByRole('dialog').getByRole('img', { name: 'first.png' }))
    await page.keyboard.press('Escape')

    await give(say('files.replace', { field: label }), 'second.png')
    await appears(open('second.png'))
    await soon(held).toBe('second.png')
    // What stands in a field is not told once more among the files of the record.
    const files = page.getByRole('region', { name: say('files.title') })
    await soon(() => files.getByRole('listitem').count()).toBe(0)
    await galina.click(page.getByRole('button', { name: say('shell.undo') }).first())
    await appears(open('first.png'))

    await galina.click(field.getByRole('button', { name: say('files.takeOff', { field: label }) }))
    await soon(held).toBe(null)
    await appears(field.getByRole('button', { name: say('files.chooseFor', { field: label }) }))
  })
})
