import { describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, openBrowser, soon, type Visitor } from '../helpers/browser.ts'
import { openNewApp } from '../helpers/browser-app.ts'
import { password } from '../helpers/test-app.ts'

const locales = ['en', 'ru'] as const

describe('a set-up install', () => {
  const { app, browser } = appAndBrowser()

  it.each(locales)(
    'signs a person in by the form and leads where they meant to go, in %s',
    async (locale) => {
      const manager = await app.signIn('sales_manager')
      await manager.patch('/session', { locale })
      const visitor = await browser.visit({ locale })
      await visitor.open('/calendar')
      expect(visitor.path()).toBe('/sign-in')
      await appears(title(visitor, 'people.signIn.title'))
      await visitor.page.locator('input[autocomplete=username]').fill(manager.email)
      await visitor.page.locator('input[autocomplete=current-password]').fill(password)
      await visitor.press('Enter')
      await appears(title(visitor, 'steps.calendar.title'))
      expect(visitor.path()).toBe('/calendar')
    },
  )

  it('refuses a wrong password in words and keeps the address', async () => {
    const visitor = await browser.visit()
    visitor.allow(401)
    await visitor.open('/sign-in')
    await visitor.page.locator('input[autocomplete=username]').fill(app.admin.email)
    await visitor.page.locator('input[autocomplete=current-password]').fill('wrong password')
    await visitor.press('Enter')
    await appears(visitor.page.getByText(visitor.say('errors.auth.wrong-credentials')))
    expect(await visitor.page.locator('input[autocomplete=username]').inputValue()).toBe(app.admin.email)
  })

  it('signs out to the door', async () => {
    const visitor = await browser.visit({ as: await app.signIn('sales_manager', { name: 'Olga Leaving' }) })
    // What the page asks between the answer and the door is refused.
    visitor.allow(401)
    await visitor.open('/today')
    await visitor.click(visitor.page.getByRole('button', { name: 'Olga Leaving' }))
    await visitor.click(visitor.page.getByRole('menuitem', { name: visitor.say('shell.signOut') }))
    await appears(title(visitor, 'people.signIn.title'))
    await visitor.open('/today')
    expect(visitor.path()).toBe('/sign-in')
  })

  it.each(locales)('invites a colleague, who accepts by the link and is in, in %s', async (locale) => {
    const admin = await browser.visit({ as: app.admin, locale })
    await admin.open('/settings/users')
    await admin.click(admin.page.getByRole('button', { name: admin.say('people.users.invite'), exact: true }))
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: admin.say('people.profile.name') }).fill(`Nina New ${locale}`)
    await dialog
      .getByRole('textbox', { name: admin.say('people.signIn.email') })
      .fill(`nina.${locale}@example.com`)
    await admin.click(dialog.getByRole('combobox', { name: admin.say('people.users.role') }))
    await admin.click(admin.page.getByRole('listbox').getByRole('option', { name: 'Sales manager' }))
    await admin.click(dialog.getByRole('button', { name: admin.say('people.invite.submit') }))
    const link = await dialog.getByRole('textbox', { name: admin.say('people.invite.link') }).inputValue()
    expect(link).toMatch(new RegExp(`^${app.url}/invitation\\?token=`))

    const nina = await browser.visit({ locale })
    await nina.open(link)
    await nina.page.locator('input[autocomplete=new-password]').fill('a long new password')
    await nina.press('Enter')
    await appears(nina.page.getByRole('button', { name: `Nina New ${locale}` }))
    // She goes on in the language she was greeted in, whatever that of the company.
    await appears(title(nina, 'steps.today.title'))
    expect(nina.path()).toBe('/today')

    const second = await browser.visit({ locale })
    second.allow(404, 410, 422)
    await second.open(link)
    await appears(second.page.getByText(second.say('errors.auth.invitation-invalid')))
  })

  it('keeps language and theme for the next time and the next browser', async () => {
    const manager = await app.signIn('sales_manager', { name: 'Pavel Changing' })
    const first = await browser.visit({ as: manager, locale: 'en', theme: 'light' })
    await first.open('/today')
    await first.click(first.page.getByRole('button', { name: 'Pavel Changing' }))
    await first.click(first.page.getByRole('menuitemradio', { name: first.say('shell.themeDark') }))
    await first.click(first.page.getByRole('button', { name: 'Pavel Changing' }))
    await first.click(first.page.getByRole('menuitemradio', { name: 'Русский' }))
    await appears(first.page.getByRole('heading', { name: 'Сегодня', level: 1 }))
    await first.page.reload()
    await appears(first.page.getByRole('heading', { name: 'Сегодня', level: 1 }))
    await soon(() => lookOf(first)).toEqual(['ru', 'dark'])

    const second = await browser.visit({ locale: 'en', theme: 'light' })
    await second.context.addCookies(await first.context.cookies())
    await second.open('/today')
    await soon(() => lookOf(second)).toEqual(['ru', 'dark'])
  })
})

describe('a new install', () => {
  it.each(locales)('is set up by its one-time link, in %s', async (locale) => {
    const app = await openNewApp()
    const browser = await openBrowser(app.url)
    try {
      const visitor = await browser.visit({ locale })
      await setUp(visitor, app.setupUrl)
      await visitor.click(start(visitor, 'empty'))
      await appears(title(visitor, 'steps.today.title'))
      await appears(visitor.page.getByRole('heading', { name: visitor.say('steps.first.title') }))

      const late = await browser.visit({ locale })
      late.allow(404, 409, 410, 422)
      await late.open(app.setupUrl)
      await setUp(late, app.setupUrl, { until: 'refusal' })
      await appears(late.page.getByText(late.say('errors.setup.already-done')))
    } finally {
      await browser.close()
      await app.close()
    }
  })

  it('can begin with sample data', async () => {
    const app = await openNewApp()
    const browser = await openBrowser(app.url)
    try {
      const visitor = await browser.visit({ locale: 'ru' })
      await setUp(visitor, app.setupUrl)
      await visitor.click(start(visitor, 'sample'))
      await appears(title(visitor, 'steps.today.title'), 90_000)
      const queue = visitor.page.getByRole('list', { name: visitor.say('steps.today.queue') })
      await appears(queue.getByRole('button').first())
    } finally {
      await browser.close()
      await app.close()
    }
  })
})

const title = ({ page, say }: Visitor, key: string) => page.getByRole('heading', { name: say(key), level: 1 })

const start = ({ page, say }: Visitor, id: 'sample' | 'import' | 'empty') =>
  page.getByRole('button', { name: say(`people.setup.start.${id}.name`) })

/** Language, company, administrator and model, as somebody in a hurry fills them in. */
async function setUp(
  visitor: Visitor,
  link: string,
  { until = 'done' }: { until?: 'done' | 'refusal' } = {},
) {
  const { page, say } = visitor
  const next = page.getByRole('button', { name: say('people.setup.next') })
  await visitor.open(link)
  await visitor.click(next)
  await appears(title(visitor, 'people.setup.company.title'))
  await page.locator('input[autocomplete=organization]').fill('Ромашка')
  await visitor.press('Enter')
  await appears(title(visitor, 'people.setup.admin.title'))
  await page.locator('input[autocomplete=name]').fill('Анна Директор')
  await page.locator('input[autocomplete=username]').fill('anna@example.com')
  await page.locator('input[autocomplete=new-password]').fill('a long new password')
  await visitor.press('Enter')
  await appears(title(visitor, 'people.setup.model.title'))
  await visitor.click(page.getByRole('button', { name: say('people.setup.create') }))
  if (until === 'done') await appears(title(visitor, 'people.setup.start.title'))
}

async function lookOf({ page }: Visitor): Promise<unknown> {
  return page.evaluate(
    `[document.documentElement.lang, document.documentElement.getAttribute('data-mantine-color-scheme')]`,
  )
}
