import { beforeAll, describe, expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears } from '../helpers/browser.ts'
import type { TestClient } from '../helpers/test-app.ts'

const { app, browser } = appAndBrowser()
let seller: TestClient
let contact: string
beforeAll(async () => {
  seller = await app.signIn('sales_manager', { name: 'Sergey Seller' })
  contact = await app.contact({
    owner: seller,
    name: 'Ivan Petrov',
    phone: '+79161234510',
    email: 'ivan@example.com',
    city: 'Omsk',
  })
})

describe('an administrator', () => {
  it('lets a role see phones in part and no cities, and the role does', async () => {
    const admin = await browser.visit({ as: app.admin, locale: 'en' })
    await admin.open('/settings/roles')
    await admin.click(admin.page.getByRole('button', { name: 'Sales manager', exact: true }))
    await admin.click(admin.page.getByRole('tab', { name: /^Contacts/ }))
    const fields = admin.page.getByRole('region', { name: admin.say('people.fields.title') })
    await fields.getByRole('combobox', { name: 'Phone', exact: true }).selectOption('masked')
    await fields.getByRole('combobox', { name: 'City', exact: true }).selectOption('hidden')
    await appears(admin.page.getByRole('tab', { name: 'Contacts · 2' }))
    await expect
      .poll(async () => (await seller.get('/session')).body.fieldLimits)
      .toEqual({ contact: { phone: 'masked', city: 'hidden' } })

    const visitor = await browser.visit({ as: seller, locale: 'ru' })
    await visitor.open(`/contacts/${contact}`)
    await appears(visitor.page.getByText('+7 916 •••-••-10').first())
    expect(await visitor.page.locator('a[href^="tel:"]').count()).toBe(0)
    await appears(visitor.page.locator('a[href^="mailto:"]').first())
    expect(await visitor.page.getByText('Omsk').count()).toBe(0)
    expect(await visitor.page.getByText('Город', { exact: true }).count()).toBe(0)

    await visitor.open('/contacts')
    await appears(visitor.page.getByText('+7 916 •••-••-10').first())
    expect(await visitor.page.getByText('Omsk').count()).toBe(0)
  })

  it('gives a role rights on an object of one’s own, and edits its cells in the list', async () => {
    const words = { one: { en: 'Boat' }, many: { en: 'Boats' } }
    const boat = (await app.admin.post('/commands/object.create', words)).body.name
    await app.admin.post(`/${boat}`, { name: 'Swan' })
    const admin = await browser.visit({ as: app.admin, locale: 'en' })
    await admin.open('/settings/roles')
    await admin.click(admin.page.getByRole('button', { name: 'Sales manager', exact: true }))
    const read = `Boats: ${admin.say('people.actions.read')}`
    await admin.page.getByRole('combobox', { name: read }).selectOption('team')
    await expect.poll(async () => (await seller.get('/session')).body.grants[boat]?.read).toBe('team')
    await admin.open(`/${boat}`)
    await appears(admin.page.getByText('Swan'))
    await appears(admin.page.locator('[data-editable]').first())
  })

  it('asks why a colleague sees a record, beside the record', async () => {
    const admin = await browser.visit({ as: app.admin, locale: 'ru' })
    await admin.open(`/contacts/${contact}`)
    await admin.click(admin.page.getByRole('button', { name: admin.say('oversight.whoSees') }))
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: admin.say('oversight.person') }).fill('Sergey')
    await admin.click(admin.page.getByRole('option', { name: /Sergey Seller/ }))
    await appears(dialog.getByRole('heading', { name: admin.say('oversight.may.read') }))
    await appears(dialog.getByRole('heading', { name: admin.say('oversight.mayNot.delete') }))
    await appears(dialog.getByText('видит частично'))
  })
})

describe('somebody who may not read the company of a deal', () => {
  it('sees that there is one, and not which', async () => {
    const grants = Object.fromEntries(
      ['deal', 'step', 'user', 'settings', 'view'].map((noun) => [noun, { read: 'all' }]),
    )
    const role = await app.admin.post('/roles', { name: 'Deals only', grants })
    const reader = await app.signIn('analyst', { name: 'Rita Reader' })
    await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, reader.userId])
    const company = (await app.admin.post('/companies', { name: 'Secretive' })).body.item.id
    const deal = (await app.admin.post('/deals', { title: 'Racks', company })).body.item.id
    for (const locale of ['ru', 'en'] as const) {
      const visitor = await browser.visit({ as: reader, locale })
      await visitor.open(`/deals/${deal}`)
      await appears(visitor.page.getByText(visitor.say('values.noAccess')).first())
      const company = visitor.say('entities.company.one')
      expect(await visitor.page.getByRole('region', { name: company }).count()).toBe(0)
      await visitor.open('/deals')
      await appears(visitor.page.getByText('Racks').first())
      expect(await visitor.page.getByText('Secretive').count()).toBe(0)
    }
  })
})
