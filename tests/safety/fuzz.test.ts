import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entity } from '../../src/kernel/entities/entity.ts'
import { complaintAbout } from './answers.ts'
import { ownExamples } from './fills.ts'
import { open } from './matrix.table.ts'
import { examplesOf } from './matrix.ts'
import { slotsOf } from './matrix.words.ts'
import { type Operation, operationsOf } from './operations.ts'
import { type Reply, type SentExample, send } from './send.ts'
import { type Watch, watchDatabase } from './untouched.ts'
import { hostileText, hostileValue, type Known, languagesOf, spoilt, valid } from './values.ts'
import { buildWorld, type World } from './world.ts'

/** Requests of each operation; ONWARD_FUZZ_RUNS=2000 for a long search, ONWARD_FUZZ_SEED to see one again. */
const numRuns = Number(process.env.ONWARD_FUZZ_RUNS ?? 80)
const seed = Number(process.env.ONWARD_FUZZ_SEED ?? 2026)

let world: World
let watch: Watch
let operations: Operation[]
const prototypes = [Object.prototype, Array.prototype, Function.prototype]
const keysOf = () => prototypes.map((one) => Reflect.ownKeys(one).length)
const before = keysOf()
beforeAll(async () => {
  world = await buildWorld()
  watch = await watchDatabase(world.app.services.config.databaseUrl!)
  operations = operationsOf((await world.app.admin.get('/api/openapi.json')).body)
})
afterAll(async () => {
  await watch?.close()
  await world?.close()
})

describe('whatever is sent', () => {
  it('is answered, and as the document says', async () => {
    const found: string[] = []
    for (const operation of operations) {
      const property = fc.asyncProperty(requestOf(operation), async (request) => {
        const reply = await sendAs(operation, request)
        if (reply.status < 300) welcomed.add(operation.name)
        const wrong = complaintAbout(operation, reply)
        if (wrong) throw new Error(wrong)
      })
      const isFixed = !operation.body && Object.keys({ ...operation.params, ...operation.query }).length === 0
      const result = await fc.check(property, { numRuns: isFixed ? 5 : numRuns, seed })
      if (result.failed) found.push(`${operation.name}, ${told(result)}`)
      await watch.restore(await watch.changed())
    }
    expect(found, `ONWARD_FUZZ_SEED=${seed} ONWARD_FUZZ_RUNS=${numRuns} shows it again`).toEqual([])
  }, 900_000)

  it('gets past the door of every operation that has one', () => {
    const shut = operations.map(({ name }) => name).filter((name) => !welcomed.has(name))
    expect(shut.filter((name) => open[name] === undefined)).toEqual([])
  })

  it('leaves the prototypes of the server as they were', () => {
    expect(keysOf()).toEqual(before)
    expect('polluted' in {}).toBe(false)
  })
})

/** The smallest request that fails, and what was wrong with its answer. */
function told({ counterexample, errorInstance }: fc.RunDetails<[SentExample]>): string {
  const { message } = errorInstance as Error
  return `${message.slice(0, 600)} ← ${JSON.stringify(counterexample).slice(0, 600)}`
}

/** Requests that get far, because they are one of the table changed in a place or two, and such as get nowhere. */
function requestOf(operation: Operation): fc.Arbitrary<SentExample> {
  const { params, query, requiredQuery, body, path } = operation
  const known = knownTo(operation)
  const entity = world.app.services.registry.entities.find(({ table }) => path === `/${table}`)
  const examples = ownExamples(world, operation)
  if (examples.some(({ file }) => file !== undefined))
    return fc.record({ file: hostileText, query: fc.constantFrom(...examples.map((one) => one.query ?? {})) })
  const bodies = examples.map((example) => example.body ?? {})
  const usual = Object.entries(query).map(
    ([name, one]) => [name, queryValue(name, valid(one, known, `?${name}`), entity)] as const,
  )
  const strange = Object.keys(query).map((name) => [name, queryValue(name, hostileText, entity)] as const)
  const right = fc.record({
    ...(params.id && { id: valid(params.id, known, '{id}') }),
    query: fc
      .tuple(fc.constantFrom(...examples), someOf(usual, entity ? requiredQuery : []))
      .map(([example, chosen]) => (entity ? chosen : { ...example.query, ...chosen })),
    ...(body && {
      body: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...bodies).chain((one) => mixed(one, valid(body, known))) },
        { weight: 3, arbitrary: fc.constantFrom(...bodies).chain(spoilt) },
        { weight: 1, arbitrary: valid(body, known) },
      ),
    }),
  })
  const wrong = fc.record({
    ...(params.id && { id: fc.oneof(valid(params.id, known, '{id}'), hostileText) }),
    query: someOf(strange, []),
    ...(body && { body: fc.oneof(hostileValue, valid(body, known).chain(spoilt)) }),
  })
  return fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 1, arbitrary: wrong },
  ) as fc.Arbitrary<SentExample>
}

/** A right body with at most two members of another. */
function mixed(body: object, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return other.chain((values) => {
    const members = Object.entries(values as object)
    return fc
      .subarray(members, { maxLength: Math.min(2, members.length) })
      .map((chosen) => ({ ...body, ...Object.fromEntries(chosen) }))
  })
}

/** One or two of these parameters, and those that must be there. */
function someOf(given: (readonly [string, fc.Arbitrary<string>])[], required: string[]) {
  const must = given.filter(([name]) => required.includes(name))
  return fc
    .subarray(given, { maxLength: Math.min(2, given.length) })
    .chain(
      (chosen) => fc.record(Object.fromEntries([...must, ...chosen])) as fc.Arbitrary<Record<string, string>>,
    )
}

/** Filters, orders and cursors are languages within a text: words of them, well put and not. */
function queryValue(name: string, usual: fc.Arbitrary<unknown>, entity?: Entity): fc.Arbitrary<string> {
  const text = usual.map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')))
  const made = languagesOf(entity)[name]
  return made ? fc.oneof({ weight: 1, arbitrary: text }, { weight: 3, arbitrary: made }) : text
}

/** The ids that fit the places of an operation, as its examples in the table say. */
function knownTo(operation: Operation): Known {
  const kinds = new Map(
    examplesOf(world, operation).flatMap((example) =>
      [...slotsOf(example)]
        .filter(([, { use }]) => use !== 'fixed')
        .map(([at, { kind }]) => [at, kind] as const),
    ),
  )
  const admin = world.people[0]!
  return (at) => {
    const kind = kinds.get(at)
    return kind ? Object.values(world.standings(kind, admin)) : []
  }
}

async function sendAs(operation: Operation, request: SentExample): Promise<Reply> {
  // Signing out ends the session it is asked with.
  const headers = operation.name === 'POST /sign-out' ? {} : world.people[0]!.headers
  return send(world.app.app, operation, request, headers)
}

/** Operations that have done what they were asked for. */
const welcomed = new Set<string>()
