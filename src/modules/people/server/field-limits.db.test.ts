import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import type { FieldLimits } from '../../../kernel/access/field-rights.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const all = { read: 'all', create: 'all', update: 'all', delete: 'all' }
const grants = Object.fromEntries(
  ['lead', 'deal', 'contact', 'company', 'step', 'settings', 'user'].map((noun) => [noun, all]),
)
let roles = 0
const newRole = (values: object, client: TestClient = app.admin) =>
  client.post('/roles', { name: `Role ${roles++}`, grants, ...values })
const limit = (role: string, fieldLimits: object, client: TestClient = app.admin) =>
  client.patch(`/roles/${role}`, { version: null, changes: { fieldLimits } })

async function personWith(
  fieldLimits: FieldLimits,
  more: object = {},
): Promise<TestClient & { role: string }> {
  const role = (await newRole({ fieldLimits, ...more })).body.item.id
  const person = await app.signIn('analyst')
  await app.rows('update users set role_id = $1 where id = $2', [role, person.userId])
  return { ...person, role }
}

describe('limits of a role', () => {
  it.each([
    [{ contact: { name: 'hidden' } }, 'fieldLimits.contact.name', 'value.not-limitable'],
    [{ deal: { owner: 'read' } }, 'fieldLimits.deal.owner', 'value.not-limitable'],
    [{ deal: { amount: 'masked' } }, 'fieldLimits.deal.amount', 'value.not-maskable'],
    [{ deal: { budget: 'hidden' } }, 'fieldLimits.deal.budget', 'value.not-found'],
    [{ spaceship: { phone: 'hidden' } }, 'fieldLimits.spaceship.phone', 'value.not-found'],
    [{ user: { role: 'hidden' } }, 'fieldLimits.user.role', 'value.not-limitable'],
    [{ pipeline: { worksOn: 'hidden' } }, 'fieldLimits.pipeline.worksOn', 'value.not-limitable'],
  ])('that mean nothing are refused by name: %j', async (fieldLimits, field, error) => {
    const reply = await newRole({ fieldLimits })
    expect([reply.status, reply.body.problems]).toMatchObject([422, [{ field, error }]])
  })

  it('are none for administrators, whatever way they come', async () => {
    const [{ id }] = (await app.rows<{ id: string }>(`select id from roles where key = 'administrator'`)) as [
      { id: string },
    ]
    expect((await limit(id, { contact: { phone: 'hidden' } })).body.code).toBe('role.fixed')
    const past = app.rows(`update roles set field_limits = '{"contact":{"phone":"hidden"}}' where id = $1`, [
      id,
    ])
    await expect(past).rejects.toThrow('roles_administrator_unlimited')
  })

  it('leave a field alone that whoever creates such records must fill in', async () => {
    const field = { entity: 'deal', type: 'text', names: { en: 'Contract' }, required: true }
    const { name, id } = (await app.admin.post('/commands/field.create', field)).body
    const reply = await newRole({ fieldLimits: { deal: { [name]: 'hidden' } } })
    expect(reply.body.problems).toMatchObject([{ error: 'value.asked-for' }])
    const readers = { grants: { deal: { read: 'all' } }, fieldLimits: { deal: { [name]: 'hidden' } } }
    expect((await newRole(readers)).status).toBe(201)
    expect((await app.admin.post('/commands/field.archive', { field: id })).status).toBe(200)
  })

  it('of a field in the archive stay, come back with it, and do not keep the role from being saved', async () => {
    const field = { entity: 'contact', type: 'text', names: { en: 'Passport' } }
    const { name, id } = (await app.admin.post('/commands/field.create', field)).body
    const person = await personWith({ contact: { [name]: 'masked' } })
    const contact = (await app.admin.post('/contacts', { name: 'Holder', [name]: '4509 123456' })).body.item
      .id
    const shown = async () => (await person.get(`/contacts/${contact}`)).body.item[name]
    expect(await shown()).toBe('•••56')
    await app.admin.post('/commands/field.archive', { field: id })
    expect(await shown()).toBeUndefined()
    const both = { contact: { [name]: 'masked', phone: 'hidden' } }
    expect((await limit(person.role, both)).status).toBe(200)
    expect((await limit(person.role, { contact: { ...both.contact, x_never: 'hidden' } })).status).toBe(422)
    await app.admin.post('/commands/field.restore', { field: id })
    await expect.poll(shown).toBe('•••56')
    expect((await person.get('/session')).body.fieldLimits).toEqual(both)
  })

  it('are not lifted by somebody who has them himself', async () => {
    const clerk = await personWith({ contact: { phone: 'masked' } })
    const free = await newRole({})
    const replies = [
      await newRole({}, clerk),
      await newRole({ fieldLimits: { contact: { phone: 'read' } } }, clerk),
      await limit(clerk.role, {}, clerk),
      await limit(free.body.item.id, { contact: { phone: 'hidden' } }, clerk),
      await clerk.patch(`/users/${clerk.userId}`, { version: null, changes: { role: free.body.item.id } }),
    ]
    expect(replies.map(({ body }) => [body.code, body.params?.right])).toEqual(
      replies.map(() => ['access.denied', 'contact.phone']),
    )
    expect((await newRole({ fieldLimits: { contact: { phone: 'hidden' } } }, clerk)).status).toBe(201)
  })

  it('hold for the keys of a person', async () => {
    const person = await personWith({ contact: { phone: 'hidden' } })
    const { key } = (await person.post('/commands/apiKey.create', { name: 'program' })).body
    const contact = await app.admin.post('/contacts', { name: 'By key', phone: '+79161112233' })
    const path = `/contacts/${contact.body.item.id}`
    const reply = await app.inject('GET', path, { headers: { authorization: `Bearer ${key}` } })
    expect(reply.body.item.phone).toBeNull()
  })
})

describe('colleagues', () => {
  it('are known by phone and e-mail as far as the role says', async () => {
    const limits = { user: { phone: 'hidden', email: 'masked', jobTitle: 'read' } } as const
    const person = await personWith(limits)
    const colleague = await app.signIn('analyst', { name: 'Olga Orlova', email: 'olga@secret.example' })
    const path = `/users/${colleague.userId}`
    const changes = { phone: '+79161234510', jobTitle: 'Buyer' }
    expect((await app.admin.patch(path, { version: null, changes })).status).toBe(200)
    const invited = { name: 'Olga Orlova', email: 'olga@secret.example', role: person.role, team: null }
    await app.admin.post('/commands/user.invite', invited)
    const deal = (await app.admin.post('/deals', { title: 'Hers', owner: colleague.userId })).body.item.id
    const whole = /olga@secret|9161234510|123-45-10/
    const told = { phone: null, email: 'o•••@secret.example', jobTitle: 'Buyer' }
    expect((await person.get(path)).body.item).toMatchObject(told)
    for (const asked of [
      path,
      '/users?limit=200',
      `/deals/${deal}?expand=owner`,
      `/timeline?entity=user&record=${colleague.userId}`,
      '/changes?after=start&entities=user&limit=500',
      '/search?q=Orlova',
    ]) {
      const { status, body } = await person.get(asked)
      expect([asked, status, JSON.stringify(body)]).toEqual([asked, 200, expect.not.stringMatching(whole)])
      expect(JSON.stringify((await app.admin.get(asked)).body)).toMatch(/Orlova|user\.updated/)
    }
    expect((await person.get('/search?q=olga@secret')).body.items).toEqual([])
    expect((await person.get('/users?sort=phone')).body.code).toBe('field.hidden')
    const write = await person.patch(path, { version: null, changes: { jobTitle: 'Head' } })
    expect(write.body.problems).toEqual([{ field: 'jobTitle', error: 'value.not-editable' }])
    // What is one's own one knows.
    expect((await person.get('/session')).body.user.email).toBe(person.email)
  })
})

describe('a lead converted by somebody who does not know its phone', () => {
  it('gives its phone, budget and e-mail to the contact and the deal as they are', async () => {
    const person = await personWith({
      lead: { phone: 'masked', budget: 'hidden' },
      contact: { phone: 'masked', email: 'hidden' },
      deal: { amount: 'hidden' },
    })
    const budget = { amount: 50_000, currency: 'RUB' }
    const known = { phone: '+79161234599', email: 'anna@example.com', jobTitle: 'Head' }
    const lead = await app.admin.post('/leads', { name: 'Anna', ...known, budget, owner: person.userId })
    const shown = (await person.get(`/leads/${lead.body.item.id}/conversion`)).body
    expect(shown).toMatchObject({
      contact: { phone: '+7 916 •••-••-99', email: 'anna@example.com' },
      deal: { amount: null },
    })
    const done = await person.post('/commands/lead.convert', {
      id: lead.body.item.id,
      contact: { create: shown.contact },
      deal: { title: 'Anna' },
    })
    expect([done.status, done.body.problems]).toEqual([200, undefined])
    const { contact, deal } = done.body
    expect((await app.admin.get(`/contacts/${contact}`)).body.item).toMatchObject(known)
    expect((await app.admin.get(`/deals/${deal}`)).body.item.amount).toEqual(budget)
    expect((await person.get(`/contacts/${contact}`)).body.item.email).toBeNull()
  })
})

describe('a value shown in part', () => {
  it('never comes to stand in the place of the whole', async () => {
    const person = await personWith({ contact: { city: 'masked', phone: 'masked' } })
    const known = { city: 'Novosibirsk', phone: '+79161234510' }
    const { id, version } = (await app.admin.post('/contacts', { name: 'Whole', ...known })).body.item
    const { city, phone } = (await person.get(`/contacts/${id}`)).body.item
    expect({ city, phone }).toEqual({ city: '•••sk', phone: '+7 916 •••-••-10' })
    const replies = await Promise.all([
      person.patch(`/contacts/${id}`, { version, changes: { city } }),
      person.patch(`/contacts/${id}`, { version, changes: { phone } }),
      person.patch(`/contacts/${id}`, { version, changes: { city: null } }),
      person.post('/contacts', { name: 'Copy', city }),
    ])
    expect(replies.map(({ status }) => status)).toEqual([422, 422, 422, 422])
    expect(replies[0]!.body.problems).toMatchObject([{ field: 'city', error: 'value.not-editable' }])
    const changed = await person.patch(`/contacts/${id}`, { version, changes: { jobTitle: 'Head' } })
    expect(changed.body.item).toMatchObject({ city: '•••sk', jobTitle: 'Head' })
    expect((await app.admin.get(`/contacts/${id}`)).body.item).toMatchObject(known)
  })
})

describe('a merge by somebody who does not know a field', () => {
  it('keeps what is in it', async () => {
    const person = await personWith({ contact: { phone: 'hidden' } })
    const make = async (values: object) => (await app.admin.post('/contacts', values)).body.item.id
    const survivor = await make({ name: 'One' })
    const other = await make({ name: 'One', phone: '+79167778899' })
    const merged = await person.post('/commands/records.merge', {
      entity: 'contact',
      survivor,
      others: [other],
      values: {},
    })
    expect(merged.status).toBe(200)
    expect((await app.admin.get(`/contacts/${survivor}`)).body.item.phone).toBe('+79167778899')
    expect((await person.get(`/contacts/${survivor}`)).body.item.phone).toBeNull()
  })
})
