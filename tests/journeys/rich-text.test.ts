import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon } from '../helpers/browser.ts'
import { hostileMarkup } from '../helpers/payloads.ts'

const { app, browser } = appAndBrowser()

async function field(label: string): Promise<string> {
  const input = { entity: 'contact', type: 'richText', names: { en: label } }
  return (await app.admin.post('/commands/field.create', input)).body.name
}

describe.each(['en', 'ru'] as const)('rich text, in %s', (locale) => {
  it('is written with keys and tools, from the first key on, and shown as it looks', async () => {
    const label = { en: 'Meeting notes', ru: 'Итоги встречи' }[locale]
    const name = await field(label)
    const { item } = (await app.admin.post('/contacts', { name: `${label} of Anna` })).body
    const visitor = await browser.visit({ as: app.admin, locale })
    const { page, say, open, click, press, type } = visitor
    // The editor is on its way while somebody types already.
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route(/rich-text-editor.*\.js/, async (route) => {
      await arrived
      await route.continue()
    })
    await open(`/contacts/${item.id}`)
    await click(page.getByRole('button', { name: say('records.fields.edit', { field: label }) }))
    const text = page.getByRole('textbox', { name: label })
    await appears(text)
    await type('Early')
    arrive()
    await appears(page.getByRole('toolbar', { name: say('values.richText.tools') }))
    await type(' and late')
    await press('Enter')
    await click(page.getByRole('button', { name: say('values.richText.bullets') }))
    await type('Tea')
    await press('Enter')
    await press('Control+b')
    await type('Sugar')
    await press('Control+b')
    await press('Enter')
    await press('Enter')
    await type('Site')
    await press('Shift+Home')
    await click(page.getByRole('button', { name: say('values.richText.link') }))
    await page.getByRole('textbox', { name: say('values.richText.linkAddress') }).fill('a.example/?b=1&c')
    await press('Enter')
    await press('Control+Enter')
    const value = async () => (await app.admin.get(`/contacts/${item.id}`)).body.item[name]
    await soon(value).toBe(
      '<p>Early and late</p><ul><li><p>Tea</p></li><li><p><strong>Sugar</strong></p></li></ul><p>' +
        '<a href="https://a.example/?b=1&amp;c" target="_blank" rel="noopener noreferrer nofollow">Site</a></p>',
    )
    const link = page.getByRole('link', { name: 'Site' })
    await appears(link)
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await page.locator('main li strong').textContent()).toBe('Sugar')

    await click(page.getByRole('button', { name: say('records.fields.edit', { field: label }) }))
    await appears(page.getByRole('toolbar', { name: say('values.richText.tools') }))
    await type('!')
    await press('Escape')
    await disappears(page.getByRole('toolbar', { name: say('values.richText.tools') }))
    expect(await value()).not.toContain('!')

    await page.evaluate(copyMarkup)
    await click(page.getByRole('button', { name: say('records.fields.edit', { field: label }) }))
    await appears(text)
    await press('Control+a')
    await press('Control+v')
    await press('Control+Enter')
    await soon(value).toBe('<h2>Plan</h2><p>of <em>ours</em></p>')
  })
})

/** Copies what other programs hand over. */
const copyMarkup = `navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob(
  ['<meta charset=utf-8><h2 onclick="alert(1)">Plan</h2><p>of <i>ours</i><script>alert(1)</scr' + 'ipt></p>'],
  { type: 'text/html' }) })])`

describe('of hostile markup', () => {
  /** Opens contacts, reads and edits their text; what is there that should not be. */
  async function strangersIn(ids: readonly string[], label: string, bypassCSP: boolean): Promise<string[]> {
    const anna = await browser.visit({ as: app.admin, bypassCSP })
    const found: string[] = []
    anna.page.on('dialog', async (dialog) => {
      found.push(`dialog: ${dialog.message()}`)
      await dialog.dismiss()
    })
    for (const id of ids) {
      await anna.open(`/contacts/${id}`)
      await appears(anna.page.locator('dl p').first())
      await anna.settled()
      found.push(...((await anna.page.evaluate(findStrangers('dl dd > span > div *'))) as string[]))
      await anna.click(
        anna.page.getByRole('button', { name: anna.say('records.fields.edit', { field: label }) }),
      )
      await appears(anna.page.getByRole('toolbar', { name: anna.say('values.richText.tools') }))
      await anna.settled()
      found.push(
        ...((await anna.page.evaluate(
          findStrangers('.ProseMirror :not(.ProseMirror-separator)'),
        )) as string[]),
      )
    }
    return found
  }

  it('nothing runs, is fetched or stands on the page', async () => {
    const name = await field('Hostile')
    const ids: string[] = []
    // A value has room for so much.
    for (let part = 0; part < 3; part++) {
      const text = hostileMarkup.filter((_, at) => at % 3 === part).map((one) => `<p>x</p>${one}`)
      const { body } = await app.admin.post('/contacts', { name: `Hostile ${part}`, [name]: text.join('\n') })
      expect(body.problems).toBeUndefined()
      ids.push(body.item.id)
    }
    expect(await strangersIn(ids, 'Hostile', false)).toEqual([])
  })

  it('the page lets nothing in by itself, had the server stored it and the browser no policy', async () => {
    const name = await field('Raw')
    const ids: string[] = []
    for (let at = 0; at < hostileMarkup.length; at += 40) {
      const part = hostileMarkup.slice(at, at + 40).map((one) => `<p>x</p>${one}`)
      const { body } = await app.admin.post('/contacts', { name: `Raw ${at}`, [name]: '<p>x</p>' })
      const stored = part.join('\n').replaceAll('\0', '')
      await app.rows(`update contacts set ${name}_html = $1 where id = $2`, [stored, body.item.id])
      ids.push(body.item.id)
    }
    expect(await strangersIn(ids, 'Raw', true)).toEqual([])
  })
})

/** Of some elements those that are none of rich text, and those with more than a link to where one may lead. */
const findStrangers = (which: string) => `[...document.querySelectorAll('${which}')].filter((element) =>
  !/^(P|BR|H2|H3|STRONG|EM|U|S|A|UL|OL|LI|BLOCKQUOTE|CODE|PRE|HR)$/.test(element.tagName) ||
  [...element.attributes].some(({ name, value }) =>
    !['class', 'href', 'target', 'rel', 'contenteditable'].includes(name) ||
    name === 'href' && !/^(https?|mailto|tel):/i.test(value))
).map((element) => element.outerHTML.slice(0, 200))`
