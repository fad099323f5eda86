import { beforeAll, describe, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears, soon } from '../helpers/browser.ts'
import type { TestClient } from '../helpers/test-app.ts'

const { app, browser } = appAndBrowser()
let boris: TestClient
beforeAll(async () => {
  boris = await app.signIn('head_of_sales', { name: 'Boris Orlov' })
  await app.signIn('sales_manager', { name: 'Boris Nobody' })
})

describe('tags, mentions and the bell', () => {
  it('tag a record by keyboard, speak to a colleague and reach him at once', async () => {
    const id = await app.deal({ owner: app.admin, title: 'Racks for the north', due: 3 })
    const hears = await browser.visit({ as: boris })
    await hears.open('/today')
    await appears(hears.page.getByRole('link', { name: hears.say('notices.bell'), exact: true }).last())

    const anna = await browser.visit({ as: app.admin })
    await anna.open(`/deals/${id}`)
    await appears(anna.page.getByRole('heading', { name: 'Racks for the north' }))
    await anna.settled()

    await anna.press('l')
    await appears(anna.page.getByRole('combobox', { name: anna.say('fields.deal.tags') }))
    await anna.type('North')
    await anna.press('ArrowDown')
    await anna.press('Enter')
    await soon(async () => (await app.rows(`select 1 from tags where name = 'North'`)).length).toBe(1)
    await anna.press('Escape')
    await anna.press('Tab')

    await anna.press('Escape')
    await anna.click(anna.page.getByRole('textbox', { name: anna.say('records.composer.label.note') }))
    await anna.type('Please look, @bor')
    const people = anna.page.getByRole('listbox', { name: anna.say('records.composer.mention') })
    await appears(people.getByText(anna.say('records.composer.cannotRead')))
    await anna.press('Enter')
    await appears(
      anna.page.getByText(anna.say('records.composer.unseen', { count: 1, names: 'Boris Nobody' })),
    )
    await anna.type('and @boris o')
    await appears(people.getByRole('option', { name: /Boris Orlov/ }))
    await disappears(people.getByRole('option', { name: /Nobody/ }))
    await anna.press('Enter')
    await anna.press('Control+Enter')
    await appears(anna.page.getByText('@Boris Orlov'))
    await soon(() => app.rows('select cardinality(mentions) as told from notes')).toEqual([{ told: 2 }])

    const bell = hears.page.getByRole('link', { name: hears.say('notices.bellUnread', { count: 1 }) })
    await appears(bell)
    await hears.press('g')
    await hears.press('n')
    await appears(hears.page.getByText('Please look, @Boris Nobody and @Boris Orlov'))
    await hears.press('ArrowDown')
    await hears.press('Enter')
    await soon(() => hears.path()).toBe(`/deals/${id}`)
    await disappears(bell)
  })

  it.each(['en', 'ru'] as const)(
    'chooses what to hear of a record, and goes back to the usual, in %s',
    async (locale) => {
      const id = await app.deal({ owner: app.admin, title: `Watched ${locale}`, due: 3 })
      const hears = await browser.visit({ as: boris, locale })
      const { page, say } = hears
      await hears.open(`/deals/${id}`)
      await hears.click(page.getByRole('button', { name: new RegExp(`^${say('notices.follow')}`) }))
      await hears.click(page.getByRole('menuitemradio', { name: say('notices.wants.notes') }))
      const following = async () => (await boris.get(`/followers?entity=deal&record=${id}`)).body
      await soon(following).toMatchObject({ isFollowing: true, wants: 'notes' })

      await hears.open('/settings/notifications')
      const choice = page.getByRole('combobox', {
        name: say('notices.wantsOf', { title: `Watched ${locale}` }),
      })
      await appears(page.getByRole('link', { name: `Watched ${locale}` }))
      await choice.selectOption('everything')
      await soon(following).toMatchObject({ wants: 'everything' })
      await hears.click(page.getByRole('button', { name: say('notices.clearExceptions') }))
      await disappears(choice)
      await soon(following).toMatchObject({ isFollowing: true, wants: 'usual' })
    },
  )

  it('stars a record, and finds it in the sidebar and in the empty command menu', async () => {
    const id = await app.contact({ owner: app.admin, name: 'Starred Person' })
    const anna = await browser.visit({ as: app.admin })
    await anna.open(`/contacts/${id}`)
    await appears(anna.page.getByRole('heading', { name: 'Starred Person' }))
    await anna.press('Shift+f')
    const favourites = anna.page.getByRole('region', { name: anna.say('shell.favourites') })
    await appears(favourites.getByRole('link', { name: 'Starred Person' }))
    await anna.open('/today')
    await anna.settled()
    await anna.press('Control+k')
    await appears(anna.page.getByRole('option', { name: /Starred Person/ }))
    await appears(anna.page.getByRole('option', { name: /Racks for the north/ }))
  })

  it('tags several rows of a list at once', async () => {
    await app.company({ owner: app.admin, name: 'One Ltd' })
    await app.company({ owner: app.admin, name: 'Two Ltd' })
    const anna = await browser.visit({ as: app.admin })
    await anna.open('/companies')
    await appears(anna.page.getByText('Two Ltd'))
    await anna.settled()
    await anna.press('Control+a')
    await anna.press('l')
    const dialog = anna.page.getByRole('dialog')
    await appears(dialog)
    await anna.type('North')
    await anna.press('ArrowDown')
    await anna.press('Enter')
    await anna.press('Control+Enter')
    await disappears(dialog)
    await soon(async () => (await app.rows('select 1 from companies where tags is not null')).length).toBe(2)
  })
})
