import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let boris: TestClient
let gleb: TestClient
let vera: TestClient
beforeAll(async () => {
  app = await startTestApp()
  const { admin } = app
  const north = (await admin.post('/teams', { name: 'North' })).body.item
  boris = await app.signIn('sales_manager', { name: 'Boris', team: north.id })
  gleb = await app.signIn('sales_manager', { name: 'Gleb', team: north.id })
  vera = await app.signIn('sales_manager', { name: 'Vera' })
  await admin.patch(`/teams/${north.id}`, { version: north.version, changes: { lead: gleb.userId } })
})
afterAll(() => app.close())

const base = { name: 'Big ones', entity: 'deal', config: {} }
const save = (who: TestClient, values: object) => who.post('/views', { ...base, ...values })
const seen = async (who: TestClient, id: string) => (await who.get(`/views/${id}`)).status === 200

it('a view keeps its layout, groups, lanes, figures and sorting by several fields', async () => {
  const config = {
    layout: 'board',
    by: 'owner',
    lanes: 'stage',
    sum: 'amount',
    day: 'closeOn',
    sort: ['-amount', 'title'],
    footers: { amount: 'sum', closeOn: 'filled' },
  }
  const { body } = await save(boris, { config })
  expect((await boris.get(`/views/${body.item.id}`)).body.item).toMatchObject({ config, isPinned: false })
})

it.each([{ footers: { amount: 'guess' } }, { layout: 'map' }, { by: 'x'.repeat(61) }])(
  'a view that says %o is refused',
  async (config) => {
    expect(await save(boris, { config })).toMatchObject({ status: 422, body: { code: 'input.invalid' } })
  },
)

it('a personal view is seen by its owner, a team’s by the team, everyone’s by everyone', async () => {
  const ids: Record<string, string> = {}
  for (const sharing of ['personal', 'team', 'everyone'])
    ids[sharing] = (await save(boris, { sharing })).body.item.id
  const who = async (sharing: string) => {
    const id = ids[sharing] ?? ''
    return [await seen(boris, id), await seen(gleb, id), await seen(vera, id)]
  }
  expect(await who('personal')).toEqual([true, false, false])
  expect(await who('team')).toEqual([true, true, false])
  expect(await who('everyone')).toEqual([true, true, true])
})

it('one’s own list begins as one likes', async () => {
  expect((await save(boris, { isDefault: true })).status).toBe(201)
})

it('a team’s list begins as its lead says, and as nobody else of it does', async () => {
  expect((await save(boris, { sharing: 'team', isDefault: true })).status).toBe(403)
  expect((await save(gleb, { sharing: 'team', isDefault: true })).status).toBe(201)
  expect((await save(vera, { sharing: 'team', isDefault: true })).status).toBe(403)
})

it('everybody’s list begins as who keeps the settings says, for a role if need be', async () => {
  expect((await save(gleb, { sharing: 'everyone', isDefault: true })).status).toBe(403)
  const role = (await app.admin.get('/roles')).body.items[0].id
  expect((await save(app.admin, { sharing: 'everyone', isDefault: true, role })).status).toBe(201)
})

it('a default view cannot be spread by sharing it later', async () => {
  const { item } = (await save(boris, { isDefault: true })).body
  const wider = { version: item.version, changes: { sharing: 'everyone' } }
  expect((await boris.patch(`/views/${item.id}`, wider)).status).toBe(403)
  const renamed = { version: item.version, changes: { name: 'Mine' } }
  expect((await boris.patch(`/views/${item.id}`, renamed)).status).toBe(200)
})
