import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { password, startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** A manager with three open leads, a closed one, an open deal, a contact and a company. */
async function busyManager(): Promise<TestClient> {
  const manager = await app.signIn('sales_manager')
  for (const name of ['One', 'Two', 'Three', 'Lost']) {
    const { body } = await manager.post('/leads', { name })
    if (name === 'Lost')
      await manager.post('/commands/work.lose', { entity: 'lead', id: body.item.id, reason: 'Price' })
  }
  await manager.post('/deals', { title: 'Sale' })
  await manager.post('/contacts', { name: 'Customer' })
  await manager.post('/companies', { name: 'Customer Ltd' })
  return manager
}

const held = { steps: 4, leads: 3, deals: 1, contacts: 1, companies: 1 }
const deactivate = (id: string, heir?: string, by = app.admin) =>
  by.post('/commands/user.deactivate', { id, heir })
const ownerOf = async (table: string, id: string) =>
  (await app.rows<{ count: number }>(`select count(*) from ${table} where owner_id = $1`, [id]))[0]?.count
const isActive = async (id: string) => (await app.admin.get(`/users/${id}`)).body.item.isActive

describe('switching a user off', () => {
  it('hands everything open over and keeps the law', async () => {
    const leaver = await busyManager()
    const heir = await app.signIn('sales_manager')
    const reply = await deactivate(leaver.userId, heir.userId)
    expect(reply).toMatchObject({ status: 200, body: { handedOver: held } })
    expect(await lawBreaches(app)).toEqual([])
    const left = await app.rows('select status from leads where owner_id = $1', [leaver.userId])
    expect(left).toEqual([{ status: 'lost' }])
    for (const table of ['deals', 'contacts', 'companies'])
      expect(await ownerOf(table, leaver.userId)).toBe(0)
    const open = await app.rows('select from steps where owner_id = $1 and closed_at is null', [
      leaver.userId,
    ])
    expect(open).toHaveLength(0)
    expect((await heir.get('/leads')).body.items).toHaveLength(3)
    expect(await isActive(leaver.userId)).toBe(false)
  })

  it('writes an event and a new version for each record', async () => {
    const leaver = await busyManager()
    const heir = await app.signIn('sales_manager')
    const { event } = (await deactivate(leaver.userId, heir.userId)).body
    const events = await app.rows<{ kind: string; count: number }>(
      'select kind, count(*) from events where act_id = $1 group by kind order by kind',
      [event],
    )
    expect(Object.fromEntries(events.map(({ kind, count }) => [kind, count]))).toEqual({
      'company.updated': 1,
      'contact.updated': 1,
      'deal.assigned': 1,
      'lead.assigned': 3,
      'step.changed': 4,
      'user.deactivated': 1,
    })
    const versions = await app.rows<{ version: number }>('select version from contacts where owner_id = $1', [
      heir.userId,
    ])
    expect(versions).toEqual([{ version: 2 }])
  })

  it('is undone as one', async () => {
    const leaver = await busyManager()
    const heir = await app.signIn('sales_manager')
    const { event } = (await deactivate(leaver.userId, heir.userId)).body
    expect((await app.admin.post('/commands/records.undo', { event })).status).toBe(200)
    expect(await isActive(leaver.userId)).toBe(true)
    expect(await ownerOf('leads', leaver.userId)).toBe(4)
    expect(await ownerOf('contacts', heir.userId)).toBe(0)
    expect(await lawBreaches(app)).toEqual([])
  })

  it('takes a step he has on a colleague’s deal along', async () => {
    const [owner, helper, heir] = [
      await app.signIn('sales_manager'),
      await app.signIn('head_of_sales'),
      await app.signIn('head_of_sales'),
    ]
    const { item } = (await owner.post('/deals', { title: 'Shared' })).body
    const changed = await app.admin.post('/commands/step.change', {
      step: item.step.id,
      owner: helper.userId,
    })
    expect(changed.status).toBe(200)
    expect((await deactivate(helper.userId, heir.userId)).body.handedOver).toMatchObject({
      steps: 1,
      deals: 0,
    })
    const deal = (await app.admin.get(`/deals/${item.id}`)).body.item
    expect([deal.owner, deal.step.owner]).toEqual([owner.userId, heir.userId])
  })

  it('without an heir says what is held and changes nothing', async () => {
    const leaver = await busyManager()
    const reply = await deactivate(leaver.userId)
    expect(reply).toMatchObject({ status: 422, body: { code: 'user.heir-required', params: held } })
    expect((await leaver.get('/session')).status).toBe(200)
    expect(await ownerOf('leads', leaver.userId)).toBe(4)
  })

  it('needs no heir when nothing is held', async () => {
    const leaver = await app.signIn('analyst')
    expect((await deactivate(leaver.userId)).status).toBe(200)
  })

  it('refuses an heir who is himself, switched off or unknown', async () => {
    const leaver = await busyManager()
    const gone = await app.signIn('analyst')
    await deactivate(gone.userId)
    for (const heir of [leaver.userId, gone.userId])
      expect((await deactivate(leaver.userId, heir)).body.problems).toEqual([
        { field: 'heir', error: 'value.not-an-heir' },
      ])
    expect((await deactivate(leaver.userId, '00000000-0000-7000-8000-000000000000')).status).toBe(404)
    expect(await isActive(leaver.userId)).toBe(true)
  })

  it('loses nothing that is created at the same moment', async () => {
    const leaver = await app.signIn('sales_manager')
    const heir = await app.signIn('sales_manager')
    await leaver.post('/leads', { name: 'Before' })
    const replies = await Promise.all([
      ...Array.from({ length: 6 }, (_, index) => leaver.post('/leads', { name: `Meanwhile ${index}` })),
      deactivate(leaver.userId, heir.userId),
      ...Array.from({ length: 6 }, (_, index) => leaver.post('/deals', { title: `Meanwhile ${index}` })),
    ])
    expect(replies[6]?.status).toBe(200)
    expect(await lawBreaches(app)).toEqual([])
    const open = await app.rows(`select from leads where owner_id = $1 and status = 'open'`, [leaver.userId])
    expect(open).toHaveLength(0)
  })

  it('is refused twice over and to who may not', async () => {
    const leaver = await app.signIn('analyst')
    const head = await app.signIn('head_of_sales')
    expect((await deactivate(leaver.userId, undefined, head)).body.code).toBe('access.denied')
    await deactivate(leaver.userId)
    expect(await deactivate(leaver.userId)).toMatchObject({ status: 409, body: { code: 'status.wrong' } })
  })

  it('hands thousands of records over', async () => {
    const leaver = await app.signIn('sales_manager')
    const heir = await app.signIn('sales_manager')
    await app.rows(
      `insert into contacts (id, name, owner_id, created_at, updated_at)
       select gen_random_uuid(), 'Customer ' || n, $1, now(), now() from generate_series(1, 2500) n`,
      [leaver.userId],
    )
    expect((await deactivate(leaver.userId, heir.userId)).body.handedOver.contacts).toBe(2500)
    expect(await ownerOf('contacts', heir.userId)).toBe(2500)
  })
})

describe('the last administrator', () => {
  it('cannot be switched off, deleted or made something else', async () => {
    const { userId } = app.admin
    const [analyst] = await app.rows<{ id: string }>(`select id from roles where key = 'analyst'`)
    const tries = [
      await deactivate(userId),
      await app.admin.delete(`/users/${userId}`),
      await app.admin.patch(`/users/${userId}`, { version: null, changes: { role: analyst?.id } }),
      await app.admin.patch(`/users/${userId}`, { version: null, changes: { role: null } }),
    ]
    for (const reply of tries)
      expect(reply).toMatchObject({ status: 409, body: { code: 'user.last-administrator' } })
    expect((await app.admin.get('/session')).body.user.role.key).toBe('administrator')
  })

  it('is not outdone by an administrator who cannot sign in', async () => {
    const [role] = await app.rows<{ id: string }>(`select id from roles where key = 'administrator'`)
    const created = await app.admin.post('/users', { name: 'Imported', role: role?.id })
    expect(created.status).toBe(201)
    expect((await deactivate(app.admin.userId)).body.code).toBe('user.last-administrator')
  })

  it('remains when two switch each other off', async () => {
    const one = await app.signIn('administrator')
    const two = await app.signIn('administrator')
    await deactivate(app.admin.userId, undefined, one)
    const replies = await Promise.all([
      deactivate(two.userId, undefined, one),
      deactivate(one.userId, undefined, two),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const left = (await one.get('/session')).status === 200 ? one : two
    expect((await left.post('/commands/user.activate', { id: app.admin.userId })).status).toBe(200)
    const again = await app.inject('POST', '/sign-in', {
      payload: { email: app.admin.email, password },
      headers: { origin: 'http://localhost:3000' },
    })
    expect(again.status).toBe(200)
    app.admin = app.browser(String(again.headers['set-cookie']).split(';')[0]!, app.admin)
  })
})

describe('deleting a user', () => {
  it('asks for an heir first, like switching off', async () => {
    const leaver = await busyManager()
    const reply = await app.admin.delete(`/users/${leaver.userId}`)
    expect(reply).toMatchObject({ status: 422, body: { code: 'user.heir-required', params: held } })
    expect((await leaver.get('/session')).status).toBe(200)
  })

  it('closes the account and frees the e-mail', async () => {
    const leaver = await app.signIn('analyst', { email: 'again@example.com' })
    expect((await app.admin.delete(`/users/${leaver.userId}`)).status).toBe(200)
    expect((await leaver.get('/session')).status).toBe(401)
    const newcomer = await app.signIn('analyst', { email: 'again@example.com' })
    expect((await newcomer.get('/session')).body.user.id).toBe(newcomer.userId)
  })
})
