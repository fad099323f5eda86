import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, soon } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()

describe('Enter right after the last letter', () => {
  it('takes the first match as soon as it is found, and nobody who was shown before', async () => {
    for (const name of ['Dmitry Colleague', 'Dmitry Another', 'Olga Colleague'])
      await app.signIn('sales_manager', { name })
    await app.lead({ owner: app.admin, name: 'Handed over', due: 2 })
    const anna = await browser.visit({ as: app.admin })
    const { page } = anna
    await anna.open('/leads?view=open')
    await appears(page.getByText('Handed over'))
    await anna.settled()
    await anna.press('a')
    await appears(page.getByRole('option', { name: 'Dmitry Colleague' }))
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route(/\/users\?.*q=Olga/, async (route) => {
      await held
      await route.continue()
    })
    await anna.type('Olga')
    await anna.press('Enter')
    expect(await page.getByRole('option', { name: 'Dmitry Colleague' }).count()).toBe(1)
    answer()
    await soon(() =>
      app.rows(`select u.name from leads l join users u on u.id = l.owner_id where l.name = 'Handed over'`),
    ).toEqual([{ name: 'Olga Colleague' }])
  })

  it('takes the first of a list of words that is just unfolding', async () => {
    await app.contact({ owner: app.admin, name: 'Changed Person' })
    const anna = await browser.visit({ as: app.admin })
    const { page, say } = anna
    await anna.open('/contacts')
    await appears(page.getByText('Changed Person'))
    await anna.settled()
    await anna.press('Control+a')
    await anna.press('e')
    const dialog = page.getByRole('dialog')
    await soon(() => page.evaluate(`document.activeElement.role`)).toBe('combobox')
    await page.evaluate(`(${typeAndEnter})(document.activeElement, '${say('fields.contact.city')}')`)
    const city = dialog.getByRole('textbox', { name: say('fields.contact.city') })
    await appears(city)
    // Enter in the list is done with: the next one is the form's.
    await city.fill('Tallinn')
    await dialog.getByRole('combobox').first().focus()
    await anna.press('Enter')
    await soon(() => app.rows(`select city from contacts where name = 'Changed Person'`)).toEqual([
      { city: 'Tallinn' },
    ])
  })
})

describe('Enter in a field of several', () => {
  it('takes the first match, then saves what is chosen', async () => {
    const field = await app.admin.post('/commands/field.create', {
      entity: 'contact',
      type: 'multiChoice',
      names: { en: 'Interests' },
      options: {
        choices: ['old_cars', 'cars', 'boats'],
        names: { old_cars: { en: 'Old cars' }, cars: { en: 'Cars' }, boats: { en: 'Boats' } },
      },
    })
    const id = await app.contact({ owner: app.admin, name: 'Many Interests' })
    const anna = await browser.visit({ as: app.admin })
    const { page } = anna
    await anna.open(`/contacts/${id}`)
    await anna.click(
      page.getByRole('button', { name: anna.say('records.fields.edit', { field: 'Interests' }) }),
    )
    await appears(page.getByRole('combobox', { name: 'Interests' }))
    await anna.type('car')
    await anna.press('Enter')
    await anna.type('boa')
    await anna.press('Enter')
    await anna.press('Enter')
    await soon(() =>
      app.rows(`select ${field.body.name} as chosen from contacts where id = $1`, [id]),
    ).toEqual([{ chosen: ['cars', 'boats'] }])
  })

  it('takes a tag by its name, and makes the one that is not there', async () => {
    for (const name of ['Alpha VIP', 'VIP']) await app.admin.post('/tags', { name })
    const id = await app.contact({ owner: app.admin, name: 'Tagged Person' })
    const anna = await browser.visit({ as: app.admin })
    const { page } = anna
    await anna.open(`/contacts/${id}`)
    await anna.settled()
    await anna.press('l')
    await appears(page.getByRole('combobox', { name: anna.say('fields.contact.tags') }))
    await anna.type('vip')
    await anna.press('Enter')
    await anna.type('Regular guest')
    await anna.press('Enter')
    await appears(page.getByText('Regular guest', { exact: true }))
    await anna.press('Enter')
    await soon(() =>
      app.rows(
        `select array_agg(g.name order by g.name) as tags from contacts c join tags g on g.id = any(c.tags) where c.id = $1`,
        [id],
      ),
    ).toEqual([{ tags: ['Regular guest', 'VIP'] }])
  })
})

/** Both in one turn of the page: nothing is drawn in between. */
const typeAndEnter = `(input, word) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, word)
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true }))
}`
