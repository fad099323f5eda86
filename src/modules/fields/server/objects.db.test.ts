import { afterAll, beforeAll, expect, it } from 'vitest'
import { importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { withCustomModel } from '../../../kernel/entities/computed-fields.ts'
import { suggestSettings } from '../../imports/server/index.ts'

let app: TestApp
let admin: TestClient
let vehicle: { id: string; name: string }

beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
  vehicle = await perform('object.create', { one: { en: 'Vehicle' }, many: { en: 'Vehicles' } })
})
afterAll(() => app.close())

it('is a table, a path and a search of its own at once', async () => {
  expect(vehicle.name).toBe('x_vehicle')
  const made = await admin.post('/x_vehicle', { name: 'ГАЗель Next' })
  expect(made.status).toBe(201)
  expect(made.body.item).toMatchObject({ name: 'ГАЗель Next', owner: admin.userId, version: 1 })
  const page = await admin.get('/x_vehicle?q=газель&sort=name')
  expect(page.body).toMatchObject({ items: [{ id: made.body.item.id }], total: { count: 1, exact: true } })
  const found = await admin.get(`/search?q=${encodeURIComponent('газель')}`)
  expect(JSON.stringify(found.body)).toContain(made.body.item.id)
})

it('its records are changed, deleted and brought back like any other', async () => {
  const { item } = (await admin.post('/x_vehicle', { name: 'Lada' })).body
  const changed = await admin.patch(`/x_vehicle/${item.id}`, { version: 1, changes: { name: 'Lada Largus' } })
  expect(changed.body.item).toMatchObject({ name: 'Lada Largus', version: 2 })
  const gone = await admin.delete(`/x_vehicle/${item.id}`)
  expect((await admin.get(`/x_vehicle/${item.id}`)).status).toBe(404)
  expect((await admin.post('/commands/records.undo', { event: gone.body.event })).status).toBe(200)
  expect((await admin.get(`/x_vehicle/${item.id}`)).body.item.name).toBe('Lada Largus')
})

it('takes fields and is linked to, and filters go both ways', async () => {
  const plate = await perform('field.create', { entity: 'x_vehicle', type: 'text', names: { en: 'Plate' } })
  const link = await perform('field.create', {
    entity: 'deal',
    type: 'link',
    names: { en: 'Vehicle' },
    options: { to: 'x_vehicle' },
  })
  const { item } = (await admin.post('/x_vehicle', { name: 'UAZ', [plate.name]: 'А001АА' })).body
  const deal = (await admin.post('/deals', { title: 'Sale of a van', [link.name]: item.id })).body
  expect(deal.titles[item.id]).toBe('UAZ')
  const through = { field: `${link.name}.${plate.name}`, op: 'startsWith', value: 'а001' }
  expect(await ids('deals', through)).toEqual([deal.item.id])
  expect(await ids('x_vehicle', { related: 'deals' })).toEqual([item.id])
})

it('who may read companies may read it, until the role says otherwise', async () => {
  const analyst = await app.signIn('analyst')
  expect((await analyst.get('/x_vehicle')).status).toBe(200)
  expect((await analyst.post('/x_vehicle', { name: 'No' })).status).toBe(403)
  const [role] = await app.rows<{ id: string; grants: object }>(
    `select id, grants from roles where key = 'analyst'`,
  )
  const grants = { ...role!.grants, x_vehicle: { read: 'no' } }
  expect((await admin.patch(`/roles/${role!.id}`, { changes: { grants } })).status).toBe(200)
  expect((await analyst.get('/x_vehicle')).status).toBe(403)
})

it('archived it is as if it were not there, and comes back with its records and links', async () => {
  const ship = await perform('object.create', { one: { ru: 'Судно' }, many: { ru: 'Суда' } })
  expect(ship.name).toBe('x_sudno')
  const { item } = (await admin.post('/x_sudno', { name: 'Аврора' })).body
  const link = await perform('field.create', {
    entity: 'lead',
    type: 'link',
    names: { ru: 'Судно' },
    options: { to: 'x_sudno' },
  })
  await perform('object.archive', { object: ship.id })
  expect((await admin.get('/x_sudno')).status).toBe(404)
  expect((await admin.get('/leads')).status).toBe(200)
  expect((await admin.post('/leads', { name: 'Anna', [link.name]: item.id })).status).toBe(422)
  await perform('object.restore', { object: ship.id })
  expect((await admin.get(`/x_sudno/${item.id}`)).body.item.name).toBe('Аврора')
  expect((await admin.post('/leads', { name: 'Anna', [link.name]: item.id })).status).toBe(201)
})

it('an unknown one is not found, whatever is asked of it', async () => {
  expect((await admin.get('/x_nothing')).status).toBe(404)
  expect((await admin.post('/x_nothing', { name: 'x' })).status).toBe(404)
  expect((await admin.get(`/x_nothing/${vehicle.id}`)).status).toBe(404)
})

it('a file brings its records in, columns finding fields by what these are called', async () => {
  const state = await perform('field.create', {
    entity: vehicle.name,
    type: 'choice',
    names: { ru: 'Состояние кузова' },
    options: { choices: ['new', 'used'], names: { new: { ru: 'Новый' }, used: { ru: 'С пробегом' } } },
  })
  const entity = vehicle.name as `x_${string}`
  const file = { headings: ['Название', 'состояние кузова'], sample: [['КамАЗ', 'с пробегом']] }
  const { workspace } = (await admin.get('/session')).body
  const guessed = suggestSettings(
    file,
    withCustomModel(app.services.registry.entities, workspace.custom),
    entity,
  )
  expect(guessed.columns).toEqual({ Название: 'name', 'состояние кузова': state.name })

  const imports = importing(app)
  const { columns, match } = guessed
  const done = await imports.bringIn(
    'Название,состояние кузова\nКамАЗ,с пробегом\nМАЗ,новый\nЗИЛ,какой-то\n',
    {
      entity,
      columns,
      match,
      onInvalid: 'refuse',
    },
  )
  expect(done).toMatchObject({ status: 'done', counts: { created: 2, failed: 1 } })
  const { items } = (await admin.get(`/${entity}?sort=name`)).body
  const states = items.map((row: Record<string, unknown>) => [row.name, row[state.name]])
  expect(states).toContainEqual(['КамАЗ', 'used'])
  expect(states).toContainEqual(['МАЗ', 'new'])
})

async function perform(verb: string, input: object): Promise<{ id: string; name: string }> {
  const { status, body } = await admin.post(`/commands/${verb}`, input)
  expect(body.problems ?? []).toEqual([])
  expect(status).toBe(200)
  return body
}

async function ids(table: string, filter: object): Promise<string[]> {
  const { body } = await admin.get(`/${table}?filter=${encodeURIComponent(JSON.stringify(filter))}`)
  return body.items.map(({ id }: { id: string }) => id)
}
