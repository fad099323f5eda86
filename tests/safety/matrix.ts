import { type ErrorCode, errors } from '../../src/kernel/errors/errors.ts'
import { byKey, byReader, conflicts, examples, open, rights } from './matrix.table.ts'
import {
  type Example,
  filled,
  pick,
  type Reach,
  reaches,
  type Slot,
  slotsOf,
  target,
} from './matrix.words.ts'
import { idSlots, type Operation } from './operations.ts'
import { canary } from './records.ts'
import { type Reply, type SentExample, send } from './send.ts'
import type { Watch } from './untouched.ts'
import type { Person, Standing, World } from './world.ts'

/** What a run of the matrix came to. */
export interface Verdicts {
  findings: string[]
  calls: number
  slots: number
}

/** Sends every operation in the name of everybody, with every id of every standing in every place that takes one. */
export async function runMatrix(world: World, watch: Watch, operations: Operation[]): Promise<Verdicts> {
  const run: Run = { world, watch, findings: [], calls: 0, slots: 0 }
  for (const operation of operations) {
    const given = examplesOf(run.world, operation)
    run.findings.push(...gaps(operation, given))
    for (const example of given) {
      const slots = [...slotsOf(example)].filter(([, { use }]) => use !== 'fixed')
      run.slots += slots.length
      // What is asked before one is anybody has no use for a key, and only so many tries.
      const people = world.people.filter(
        ({ name, headers }) =>
          (example.askedBy ?? name) === name && !(headers.authorization && operation.name in open),
      )
      for (const person of people) await askAs(run, { operation, example, person }, slots)
    }
  }
  const { findings, calls, slots } = run
  return { findings, calls, slots }
}

/** What the tables lack, as sentences for whoever has added an operation. */
function gaps(operation: Operation, given: Example[]): string[] {
  const { name } = operation
  const found: string[] = []
  if (!rights[name] && open[name] === undefined)
    found.push(`${name} has no row: say in tests/safety/matrix.table.ts how far each role reaches by it`)
  if (given.length === 0)
    found.push(`${name} has no example: add a request of it to tests/safety/matrix.table.ts`)
  const covered = given.flatMap((example) =>
    [...slotsOf(example)].filter(([, { use }]) => use !== 'fixed').map(([at]) => at),
  )
  for (const slot of given.length > 0 ? idSlots(operation) : [])
    if (!covered.includes(slot))
      found.push(
        `${name} takes an id at ${slot}: put target(), link(), owner() or pick() there in an example in tests/safety/matrix.table.ts`,
      )
  return found
}

/** Those of the table; lists, reads and deletions of an entity need none. */
export function examplesOf(world: World, { name, method, path, query }: Operation): Example[] {
  const given = examples[name]
  if (given) return Array.isArray(given) ? given : [given]
  const entity = world.app.services.registry.entities.find(({ table }) => path.split('/')[1] === table)
  if (!entity) return []
  if (path === `/${entity.table}/{id}` && ['GET', 'DELETE'].includes(method))
    return [{ id: target(entity.name) }]
  if (path !== `/${entity.table}` || !query.filter) return []
  const refs = Object.entries(entity.fields).filter(([, { type }]) => type.name === 'ref')
  const byRefs = refs.map(([field, { options }]) => ({ field, op: 'in', value: [pick(options.to)] }))
  return [
    { query: { filter: { field: 'id', op: 'eq', value: pick(entity.name) } } },
    // Filters are compiled alike for everybody; whoever sees least would notice first.
    ...byRefs.map((filter) => ({ query: { filter }, askedBy: 'manager' })),
  ]
}

interface Run extends Verdicts {
  world: World
  watch: Watch
}

interface Case {
  operation: Operation
  example: Example
  person: Person
}

async function askAs(run: Run, given: Case, slots: [string, Slot][]): Promise<void> {
  const { operation, person } = given
  const reach = reachOf(operation.name, person)
  if (reach && slots.length > 0) {
    for (const [at, slot] of slots) await askAbout(run, given, { at, slot, reach })
    return
  }
  const { verdict } = await ask(run, given)
  const expected = open[operation.name] ?? (!person.role ? 401 : reach === 'no' ? 403 : 200)
  if (!isLike(verdict, expected)) report(run, given, 'asked', `${expected}, not ${verdict}`)
}

interface Place {
  at: string
  slot: Slot
  reach: Reach
}

/** One place of one request with ids of every standing in it; the random one sets what "not there" looks like. */
async function askAbout(run: Run, given: Case, place: Place): Promise<void> {
  const { at, slot, reach } = place
  const ids = run.world.standings(slot.kind, given.person)
  const unknown = await ask(run, given, slot, ids.random)
  if (slot.use === 'target' && unknown.verdict < 400)
    report(run, given, `${at} = random id`, `a refusal, not ${unknown.verdict}`)
  for (const [standing, id] of Object.entries(ids) as [Standing, string][]) {
    if (!isAsked(given.person, reach, standing)) continue
    const expected = expectedOf(run, given, place, standing)
    const reply = await ask(run, given, slot, id)
    const isRight = expected === 'as unknown' ? reply.text === unknown.text : isLike(reply.verdict, expected)
    if (isRight) continue
    const wanted = expected === 'as unknown' ? `as a random id: ${unknown.text.slice(0, 250)}` : expected
    report(run, given, `${at} = ${slot.kind} (${standing})`, `${wanted}, not ${reply.text.slice(0, 250)}`)
  }
}

/** A refusal of the whole operation is asked for twice; who repeats another's rights repeats the borders of them. */
function isAsked({ isRepeat }: Person, reach: Reach, standing: Standing): boolean {
  if (reach === 'no') return ['own', 'any', 'elsewhere'].includes(standing)
  return standing !== 'random' && (!isRepeat || ['own', 'any', 'other', 'elsewhere'].includes(standing))
}

function expectedOf(
  run: Run,
  { operation, person }: Case,
  place: Place,
  standing: Standing,
): number | 'as unknown' {
  const { at, slot, reach } = place
  if (reach === 'no') return 403
  const isSeen = reaches(reachOf(seenBy(run, slot.kind), person) ?? 'none', standing)
  if (slot.use === 'pick') return isSeen && reaches(reach, standing) ? 200 : 'as unknown'
  if (!isSeen) return 'as unknown'
  const limit = {
    target: reach,
    owner: ownerReach(operation, person),
    link: 'all' as const,
    fixed: 'all' as const,
  }
  if ((reach === 'none' && slot.use !== 'target') || !reaches(limit[slot.use], standing)) return 403
  const conflict = conflicts.find(
    ([name, place, whose]) => name === operation.name && place === at && whose === standing,
  )
  return conflict?.[3] ?? 200
}

/** The row by which a person sees records of a kind; an act is seen with its deal, a key by whoever may revoke it. */
function seenBy({ world }: Run, kind: string): string {
  const [entity = kind] = kind.split(' ')
  if (entity === 'apiKey') return 'POST /commands/apiKey.revoke'
  // Seen by whoever began it and nobody else, as a view of one's own is.
  if (['export', 'exportSchedule', 'bulkRun'].includes(entity)) return 'GET /views/{id}'
  // Kept for everybody who brings in files.
  if (entity === 'importMapping') return 'GET /tags/{id}'
  if (entity === 'webhook' || entity === 'delivery') return 'GET /webhooks'
  return `GET /${world.app.services.registry.catalog.entity(entity === 'act' ? 'deal' : entity).table}/{id}`
}

/** Nobody gives a record to somebody he could not create one for. */
function ownerReach({ path }: Operation, person: Person): Reach {
  const table = path.startsWith('/commands/') ? 'deals' : path.split('/')[1]
  return reachOf(`POST /${table}`, person) ?? 'no'
}

function reachOf(operation: string, { role, headers, isReader }: Person): Reach | undefined {
  if (isReader && (!operation.startsWith('GET ') || byReader.includes(operation))) return 'no'
  if (role && headers.authorization && byKey.includes(operation)) return 'no'
  return role ? rights[operation]?.[role] : undefined
}

/** Sends the example with `id` in one place and what is the person's own in the others, and looks what it left behind. */
async function ask(run: Run, given: Case, slot?: Slot, id?: string) {
  const { operation, example, person } = given
  const { world, watch } = run
  const idOf = (one: Slot) => {
    if (one === slot) return id
    const ids = world.standings(one.kind, person)
    return one.use === 'fixed'
      ? world.named(one.kind)
      : (one.use === 'link' && ids.nobody) || (ids.own ?? ids.any)
  }
  const reply = await send(world.app.app, operation, filled(example, idOf) as SentExample, person.headers)
  run.calls++
  const verdict = verdictOf(reply)
  const written = await watch.changed()
  if (verdict >= 400 && written.length > 0)
    report(run, given, `${id} refused with ${verdict}`, `no write to ${written}`)
  if (written.length > 0) await watch.restore(written)
  if (verdict >= 500) report(run, given, `${id}`, `an answer, not ${reply.text}`)
  if (reply.text.includes(canary))
    report(run, given, `${id}`, `nothing of the other workspace: ${reply.text.slice(0, 300)}`)
  // What says the same of another id is the same answer.
  return {
    verdict,
    text: `${verdict} ${reply.text.replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID')}`,
  }
}

/** The status; of an answer about many records what it says of the one that was asked about. */
function verdictOf({ status, body }: Reply): number {
  const code = (body as { failed?: { code: ErrorCode }[] } | null)?.failed?.[0]?.code
  return code ? errors[code] : status
}

/** All successes are alike. */
function isLike(status: number, expected: number): boolean {
  return status === expected || (expected === 200 && status >= 200 && status < 300)
}

function report({ findings }: Run, { operation, person }: Case, what: string, wanted: unknown): void {
  findings.push(`${operation.name}, ${person.name}, ${what}: expected ${wanted}`)
}
