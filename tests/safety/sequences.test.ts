import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entity } from '../../src/kernel/entities/entity.ts'
import { serverModules } from '../../src/modules/server.ts'
import { complaintAbout } from './answers.ts'
import { ownExamples } from './fills.ts'
import { type Operation, operationsOf } from './operations.ts'
import { type Reply, type SentExample, send } from './send.ts'
import { type Watch, watchDatabase } from './untouched.ts'
import { valid } from './values.ts'
import { buildWorld, type World } from './world.ts'

const numRuns = Number(process.env.ONWARD_FUZZ_RUNS ?? 8)
const seed = Number(process.env.ONWARD_FUZZ_SEED ?? 2026)

const creatable = serverModules
  .flatMap(({ entities = [] }) => entities)
  .filter(({ fields }) => Object.values(fields).some(({ readOnly }) => !readOnly))

let world: World
let watch: Watch
let operations: Map<string, Operation>
beforeAll(async () => {
  world = await buildWorld()
  watch = await watchDatabase(world.app.services.config.databaseUrl!)
  const all = operationsOf((await world.app.admin.get('/api/openapi.json')).body)
  operations = new Map(all.map((operation) => [operation.name, operation]))
})
afterAll(async () => {
  await watch?.close()
  await world?.close()
})

it.each(creatable.map((entity) => [entity.name, entity] as const))(
  'a %s lives through being created, read, changed, listed, deleted, restored and undone',
  async (_name, entity) => {
    let lived = 0
    const life = fc.asyncProperty(textsOf(entity), textsOf(entity), async (texts, others) => {
      if (await live(entity, texts, others)) lived++
      await watch.restore(await watch.changed())
    })
    await fc.assert(life, { numRuns, seed })
    expect(lived).toBeGreaterThan(0)
  },
)

type Texts = Record<string, unknown>

/** False where the values were refused, as texts may be that cannot be stored. */
async function live(entity: Entity, texts: Texts, others: Texts): Promise<boolean> {
  const { table, name, softDelete } = entity
  const [example] = ownExamples(world, operations.get(`POST /${table}`)!)
  const made = await ask(`POST /${table}`, { body: { ...(example?.body as object), ...texts } })
  if (made.status !== 201) return refused(made)
  const { id } = itemOf(made)
  expect(itemOf(await ask(`GET /${table}/{id}`, { id }))).toEqual(itemOf(made))

  const changed = await ask(`PATCH /${table}/{id}`, { id, body: { changes: others } })
  if (changed.status !== 200) return refused(changed)
  const list = await ask(`GET /${table}`, { query: { filter: { field: 'id', op: 'eq', value: id } } })
  expect(list.body).toMatchObject({ items: [itemOf(changed)], total: { count: 1, exact: true } })

  const gone = await ask(`DELETE /${table}/{id}`, { id })
  expect([gone.status, gone.body]).toEqual([200, { event: expect.any(String) }])
  expect((await ask(`GET /${table}/{id}`, { id })).status).toBe(404)
  const undoing = 'POST /commands/records.undo'
  if (softDelete) {
    const back = await ask('POST /commands/records.restore', { body: { entity: name, id } })
    expect(back.status).toBe(200)
    expect((await ask(undoing, { body: back.body })).status).toBe(200)
    expect((await ask(`GET /${table}/{id}`, { id })).status).toBe(404)
  }
  expect((await ask(undoing, { body: gone.body })).status).toBe(200)
  const { version: _, ...before } = itemOf(changed)
  expect(itemOf(await ask(`GET /${table}/{id}`, { id }))).toMatchObject(before)
  return true
}

/** Any texts the document allows for the fields of an entity; refs and particulars stay those of the example. */
function textsOf(entity: Entity): fc.Arbitrary<Texts> {
  return fc.constant(null).chain(() => {
    const { properties = {} } = operations.get(`POST /${entity.table}`)!.body!
    const free = Object.entries(entity.fields).filter(
      ([name, { type, readOnly, createOnly }]) =>
        !readOnly &&
        !createOnly &&
        ['text', 'longText', 'money', 'date', 'boolean'].includes(type.name) &&
        name !== 'timeZone',
    )
    const members = free.map(([name]) => [name, valid(properties[name]!, () => [])] as const)
    return fc.record(Object.fromEntries(members))
  })
}

async function ask(name: string, request: SentExample): Promise<Reply> {
  const operation = operations.get(name)!
  const reply = await send(world.app.app, operation, request, world.people[0]!.headers)
  expect(complaintAbout(operation, reply)).toBe(null)
  return reply
}

function refused({ status }: Reply): false {
  expect([409, 422]).toContain(status)
  return false
}

function itemOf({ body }: Reply): { id: string; version: number } {
  return (body as { item: { id: string; version: number } }).item
}
