import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('describes the fields and nouns of the caller’s workspace, wherever their records stand', async () => {
  const perform = (verb: string, input: object) => app.admin.post(`/commands/${verb}`, input)
  await perform('object.create', { name: 'x_vehicle', one: { en: 'Vehicle' }, many: { en: 'Vehicles' } })
  const choices = { choices: ['new', 'used'], names: { new: { en: 'New' }, used: { en: 'Used' } } }
  for (const entity of ['x_vehicle', 'deal'])
    await perform('field.create', {
      entity,
      name: 'x_state',
      type: 'choice',
      names: { en: 'State' },
      options: choices,
      required: true,
    })

  const { paths } = (await app.admin.get('/openapi.json')).body
  const body = (path: string, verb: string) =>
    paths[path][verb].requestBody.content['application/json'].schema
  const item = (path: string) =>
    paths[path].get.responses['200'].content['application/json'].schema.properties.item

  expect(body('/api/v1/deals', 'post').required).toEqual(['title', 'x_state'])
  expect(item('/api/v1/deals/{id}').properties.x_state.anyOf[0].enum).toEqual(['new', 'used'])
  expect(Object.keys(body('/api/v1/x_vehicle', 'post').properties)).toEqual([
    'name',
    'owner',
    'tags',
    'x_state',
  ])
  expect(Object.keys(body('/api/v1/x_vehicle/{id}', 'patch').properties.changes.properties)).toContain(
    'x_state',
  )
  expect(Object.keys(item('/api/v1/x_vehicle/{id}').properties)).toEqual(
    expect.arrayContaining(['id', 'version', 'name', 'x_state', 'createdAt']),
  )
  expect(item('/api/v1/companies/{id}').properties).not.toHaveProperty('x_state')
})

it('is for members, and the shared document stays as it was', async () => {
  expect((await app.inject('GET', '/openapi.json')).status).toBe(401)
  const { paths } = (await app.admin.get('/api/openapi.json')).body
  expect(paths).not.toHaveProperty('/api/v1/x_vehicle')
})
