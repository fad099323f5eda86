import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Action, Scope } from '../../src/kernel/access/rights.ts'
import { defaultRoles, type RoleKey } from '../../src/modules/people/index.ts'
import { createWorkspace } from '../../src/server/auth/create-workspace.ts'
import { startSession } from '../../src/server/auth/sessions.ts'
import { password, startTestApp, type TestApp, type TestClient } from '../helpers/test-app.ts'

const roles: RoleKey[] = ['administrator', 'head_of_sales', 'sales_manager', 'analyst']
const owned = [
  { table: 'leads', entity: 'lead', title: 'name' },
  { table: 'deals', entity: 'deal', title: 'title' },
  { table: 'contacts', entity: 'contact', title: 'name' },
  { table: 'companies', entity: 'company', title: 'name' },
]
/** Whose record it is, seen from the person who asks. */
const standings = ['own', 'team', 'other'] as const

let app: TestApp
const people = new Map<RoleKey, TestClient>()
const records = new Map<string, string>()

beforeAll(async () => {
  app = await startTestApp()
  const team = (await app.admin.post('/teams', { name: 'North' })).body.item.id
  const colleague = await app.signIn('sales_manager', { team })
  const stranger = await app.signIn('sales_manager')
  for (const key of roles) {
    const person = await app.signIn(key, { team })
    people.set(key, person)
    for (const { table, title } of owned) {
      for (const [standing, owner] of [
        ['own', person],
        ['team', colleague],
        ['other', stranger],
      ] as const) {
        const made = await app.admin.post(`/${table}`, {
          [title]: `${key} ${standing} canary`,
          owner: owner.userId,
        })
        records.set(`${key} ${table} ${standing}`, made.body.item.id)
      }
    }
  }
})
afterAll(() => app.close())

const grantsOf = (key: RoleKey) => defaultRoles('en').find((role) => role.key === key)!.grants
const reaches = (scope: Scope | undefined, standing: (typeof standings)[number]) =>
  scope === 'all' || (scope === 'team' && standing !== 'other') || (scope === 'own' && standing === 'own')

const cells = roles.flatMap((key) =>
  owned.flatMap((object) => standings.map((standing) => ({ key, ...object, standing }))),
)

describe.each(cells)('a $key and a $entity that is $standing', ({ key, table, entity, title, standing }) => {
  const right = (action: Action) => reaches(grantsOf(key)[entity]?.[action], standing)
  const id = () => records.get(`${key} ${table} ${standing}`)!
  const person = () => people.get(key)!

  it('is read as the role says, and otherwise as if it did not exist', async () => {
    const answer = await person().get(`/${table}/${id()}`)
    expect(answer.status).toBe(right('read') ? 200 : 404)
  })

  it('is listed, searched and counted by the same rule', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'id', op: 'eq', value: id() }))
    const listed = await person().get(`/${table}?filter=${filter}`)
    expect(listed.body.items.length).toBe(right('read') ? 1 : 0)
    expect(listed.body.total.count).toBe(right('read') ? 1 : 0)
    const found = await person().get(`/search?q=${encodeURIComponent(`${key} ${standing} canary`)}&limit=50`)
    expect(found.body.items.some((hit: { id: string }) => hit.id === id())).toBe(right('read'))
  })

  it('is changed as the role says, and a refusal changes nothing', async () => {
    const before = await app.rows(`select * from ${table} where id = $1`, [id()])
    const answer = await person().patch(`/${table}/${id()}`, {
      version: null,
      changes: { [title]: `${key} ${standing} canary changed` },
    })
    expect(answer.status).toBe(right('update') ? 200 : right('read') ? 403 : 404)
    if (!right('update'))
      expect(await app.rows(`select * from ${table} where id = $1`, [id()])).toEqual(before)
  })

  it('is told apart on its timeline by the same rule', async () => {
    const answer = await person().get(`/timeline?entity=${entity}&record=${id()}`)
    expect(answer.status).toBe(right('read') ? 200 : 404)
  })

  it('is linked to by others only when seen', async () => {
    const note = await person().post('/notes', { text: 'A note', [entity]: id() })
    const mayNote = grantsOf(key).note?.create !== undefined && grantsOf(key).note?.create !== 'no'
    expect(note.status).toBe(!mayNote ? 403 : right('read') ? 201 : 422)
  })

  it('is deleted as the role says', async () => {
    const answer = await person().delete(`/${table}/${id()}`)
    expect(answer.status).toBe(right('delete') ? 200 : right('read') ? 403 : 404)
    const [{ gone }] = (await app.rows<{ gone: boolean }>(
      `select deleted_at is not null as gone from ${table} where id = $1`,
      [id()],
    )) as [{ gone: boolean }]
    expect(gone).toBe(right('delete'))
  })
})

describe('nobody signed in', () => {
  it.each([
    '/leads',
    '/today',
    '/team-report?from=2026-01-01&to=2026-01-31',
    '/search?q=a',
    '/board?entity=deal',
    '/imports',
    '/users',
  ])('is refused %s', async (path) => {
    const answer = await app.inject('GET', path)
    expect([answer.status, answer.body.code]).toEqual([401, 'auth.required'])
  })
})

describe('another workspace', () => {
  let stranger: TestClient
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    const company = { name: 'Vector', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' }
    const admin = { name: 'Boris', email: 'boris@example.com', password }
    const made = await createWorkspace(app.services, { locale: 'en', company, model: 'transactional', admin })
    const token = await startSession(
      app.services.workspaces.global,
      made.accountId,
      made.workspace.id,
      app.services.now(),
    )
    stranger = app.browser(`__Host-onward=${token}`)
    for (const { table, title } of owned)
      ids[table] = (await stranger.post(`/${table}`, { [title]: 'secretcanary' })).body.item.id
    ids.step = (await stranger.get(`/deals/${ids.deals}`)).body.item.step.id
  })

  it('is as if it did not exist, id by id', async () => {
    for (const { table, entity, title } of owned) {
      const answers = [
        await app.admin.get(`/${table}/${ids[table]}`),
        await app.admin.patch(`/${table}/${ids[table]}`, { version: null, changes: { [title]: 'x' } }),
        await app.admin.delete(`/${table}/${ids[table]}`),
        await app.admin.get(`/timeline?entity=${entity}&record=${ids[table]}`),
        await app.admin.post('/commands/records.restore', { entity, id: ids[table] }),
      ]
      expect([table, ...answers.map(({ status }) => status)]).toEqual([table, 404, 404, 404, 404, 404])
      expect((await app.admin.post('/notes', { text: 'x', [entity]: ids[table] })).status).toBe(422)
    }
    const complete = await app.admin.post('/commands/step.complete', { step: ids.step, outcome: 'result' })
    expect(complete.status).toBe(404)
    expect((await app.admin.get(`/step-card?step=${ids.step}`)).status).toBe(404)
    expect((await stranger.get(`/deals/${ids.deals}`)).body.item.version).toBe(1)
  })

  it('shows in no list, search, board or report', async () => {
    const paths = [
      ...owned.map(({ table }) => `/${table}?q=secretcanary`),
      '/search?q=secretcanary',
      '/board?entity=deal',
      '/calendar?from=2020-01-01T00:00:00Z&to=2040-01-01T00:00:00Z&owner=all',
      '/users',
    ]
    for (const path of paths)
      expect(JSON.stringify((await app.admin.get(path)).body)).not.toMatch(/secretcanary|Boris/)
  })

  it('sees the answer of nobody else’s idempotency key', async () => {
    const key = { 'idempotency-key': 'shared-between-workspaces' }
    const ours = await app.admin.post('/companies', { name: 'Ours' }, key)
    const theirs = await stranger.post('/companies', { name: 'Ours' }, key)
    expect(theirs.status).toBe(201)
    expect(theirs.body.item.id).not.toBe(ours.body.item.id)
  })
})
