import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columnsOf } from '../../src/kernel/entities/entity.ts'
import { ownExamples } from './fills.ts'
import { type Operation, operationsOf, type Schema } from './operations.ts'
import { send } from './send.ts'
import { type Watch, watchDatabase } from './untouched.ts'
import { buildWorld, type World } from './world.ts'

let world: World
let watch: Watch
let writes: Operation[]
beforeAll(async () => {
  world = await buildWorld()
  watch = await watchDatabase(world.app.services.config.databaseUrl!)
  const operations = operationsOf((await world.app.admin.get('/api/openapi.json')).body)
  writes = operations.filter(({ body }) => body !== null)
})
afterAll(async () => {
  await watch?.close()
  await world?.close()
})

/** What somebody would like to smuggle in beside the columns of the tables. */
const wishes = [
  'role',
  'roleId',
  'role_id',
  'grants',
  'workspaceId',
  'workspace_id',
  'userId',
  'actorId',
  'isAdmin',
]
const smuggled = 'smuggled-in'

describe('a member that an operation does not name', () => {
  it('is refused by name, or is nowhere to be found', async () => {
    const names = [...new Set([...wishes, ...fieldNames()])]
    let sent = 0
    for (const operation of writes)
      for (const example of ownExamples(world, operation))
        for (const place of objectsIn(operation.body!, example.body)) {
          for (const extra of namedAtOnce(names.filter((name) => !(name in place.members)))) {
            const tried = { ...example, body: place.with(extra) }
            const { status, body } = await send(world.app.app, operation, tried, headers())
            sent++
            const where = `${operation.name} ${place.at}`
            if (status < 300) {
              const written = await watch.changed()
              expect([where, await traces(written)]).toEqual([where, []])
              await watch.restore(written)
            } else {
              expect([where, status]).toEqual([where, 422])
              const refused = (body as { problems: { field: string; error: string }[] }).problems
              const unknown = refused
                .filter(({ error }) => error === 'value.unknown-field')
                .map(({ field }) => field)
              expect([where, extra.filter((name) => !unknown.includes(place.at + name))]).toEqual([where, []])
            }
          }
          await watch.restore(await watch.changed())
        }
    expect(sent).toBeGreaterThan(60)
  }, 120_000)
})

const headers = () => world.people[0]!.headers

/** An answer names no more unknown members than these. */
function namedAtOnce(names: readonly string[]): string[][] {
  const most = 50
  return Array.from({ length: Math.ceil(names.length / most) }, (_, part) =>
    names.slice(part * most, (part + 1) * most),
  )
}

/** Every field and column of every entity, and those of rows that no entity has. */
function fieldNames(): string[] {
  const fields = world.app.services.registry.entities.flatMap((entity) =>
    Object.entries(entity.fields).flatMap(([name, field]) => [
      name,
      ...columnsOf(name, field).map(({ column }) => column),
    ]),
  )
  return [
    ...fields,
    'id',
    'version',
    'createdAt',
    'deletedAt',
    'deleted_at',
    'search_text',
    'passwordHash',
    'constructor',
  ]
}

interface Place {
  /** Where the object stands, as problems name it: `changes.`. */
  at: string
  members: Record<string, Schema>
  with(extra: string[]): unknown
}

/** The objects of a body whose members the document names; free ones, such as answers by question, take any. */
function objectsIn(schema: Schema, value: unknown, at = '', put = (one: unknown): unknown => one): Place[] {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return objectsIn(choices.find((one) => fits(one, value)) ?? {}, value, at, put)
  if (!schema.properties || value === null || typeof value !== 'object' || Array.isArray(value)) return []
  const members = value as Record<string, unknown>
  return [
    {
      at,
      members: schema.properties,
      with: (extra) => put({ ...members, ...Object.fromEntries(extra.map((name) => [name, smuggled])) }),
    },
    ...Object.entries(schema.properties).flatMap(([name, one]) =>
      objectsIn(one, members[name], `${at}${name}.`, (inner) => put({ ...members, [name]: inner })),
    ),
  ]
}

/** The alternative whose members are those of the value. */
function fits({ properties = {} }: Schema, value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  return Object.entries(value).every(
    ([name, one]) =>
      properties[name] && (properties[name].const === undefined || properties[name].const === one),
  )
}

/** Those of these tables in which the word has got. */
async function traces(tables: string[]): Promise<string[]> {
  const found: string[] = []
  for (const table of tables) {
    // Names of tables come from the database itself.
    const rows = await world.app.rows(`select 1 from ${table} t where t::text like $1`, [`%${smuggled}%`])
    if (rows.length > 0) found.push(table)
  }
  return found
}
