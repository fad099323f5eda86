import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { upsert } from '../../kernel/commands/batch.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { Failure, fail } from '../../kernel/errors/errors.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { foldText } from '../../kernel/queries/fold-text.ts'
import type { Ctx } from '../context.ts'
import { handle } from '../registry.ts'
import { inSavepoint } from '../savepoint.ts'
import { reachableSql } from './access.ts'
import { answerOf, newResults, type Results, refuse } from './batch.ts'
import { asFailure, createMany } from './create-many.ts'
import { writableEntity } from './named-entity.ts'
import { notDeleted } from './read.ts'
import { updateRecord } from './write.ts'

type Item = z.output<typeof upsert.input>['items'][number]

/**
 * Two calls with the same key take turns, so the second finds what the first has made. A record made meanwhile by
 * another way is found at the second try, when its unique index has refused the first.
 */
export const upsertHandler = handle(upsert, async (ctx, { entity: name, by, items, atomic }) => {
  const entity = writableEntity(ctx, name)
  const key = keyOf(entity, by)
  const results = newResults()
  const keyed = readKeys(key, items, results)
  await takeTurns(ctx, entity, key, keyed)
  await write(ctx, entity, key, keyed, results, true)
  return answerOf(ctx, results, atomic)
})

interface Key {
  name: string
  field: Field
  /** How two values are compared. */
  folded: boolean
}

/** A field whose value belongs to one record: unique, of the identity table, or the id another system knows it by. */
function keyOf(entity: Entity, name: string): Key {
  const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
  const isKey = field && !field.readOnly && (field.unique || field.identity || name === 'externalId')
  if (!isKey || field.type.columns[0]!.type !== 'text')
    fail('input.invalid', {}, [{ field: 'by', error: 'value.not-a-choice' }])
  if (field.limit) fail('input.invalid', {}, [{ field: 'by', error: 'value.not-editable' }])
  return { name, field, folded: field.unique === true }
}

interface Keyed extends Item {
  index: number
  /** As it is compared. */
  compared: string
}

/** Items with their keys as they are stored; wrong and repeated ones are refused. */
function readKeys({ field, folded }: Key, items: readonly Item[], results: Results): Keyed[] {
  const schema = field.type.schema(field.options)
  const seen = new Set<string>()
  return items.flatMap((item, index): Keyed[] => {
    const read = schema.safeParse(item.key)
    if (!read.success) {
      refuse(results, index, wrongKey('value.invalid'))
      return []
    }
    const key = read.data as string
    const compared = folded ? foldText(key) : key
    if (seen.has(compared)) {
      refuse(results, index, wrongKey('value.repeated'))
      return []
    }
    seen.add(compared)
    return [{ ...item, key, index, compared }]
  })
}

const wrongKey = (error: string) => new Failure('input.invalid', {}, [{ field: 'key', error }])

/** In one order, so that no two calls wait for one another. */
async function takeTurns(ctx: Ctx, entity: Entity, { name }: Key, items: readonly Keyed[]): Promise<void> {
  const names = items.map(({ compared }) => `${ctx.workspace.schema} ${entity.name} ${name} ${compared}`)
  await sql`
    select pg_advisory_xact_lock(turn) from (
      select distinct hashtextextended(name, 0) as turn from unnest(${names}::text[]) name order by 1
    ) turns`.execute(ctx.tx)
}

async function write(
  ctx: Ctx,
  entity: Entity,
  key: Key,
  items: readonly Keyed[],
  results: Results,
  again: boolean,
): Promise<void> {
  const found = await holders(ctx, entity, key, items)
  const missing: Keyed[] = []
  for (const item of items) {
    const holder = found.get(item.compared)
    if (holder) await change(ctx, entity, item, holder, results)
    else missing.push(item)
  }
  const wanted = missing.map(({ index, values, nextStep, key: value }) => ({
    index,
    values: { ...values, [key.name]: value },
    nextStep,
  }))
  const late: Keyed[] = []
  for (const outcome of await createMany(ctx, entity, wanted)) {
    if (!('failure' in outcome)) results.items.push({ ...outcome, result: 'created' })
    else if (again && outcome.failure.code === 'record.duplicate')
      late.push(...missing.filter(({ index }) => index === outcome.index))
    else refuse(results, outcome.index, outcome.failure)
  }
  if (late.length > 0) await write(ctx, entity, key, late, results, false)
}

/** A key that somebody else's record has, or that several have, is refused: which of them is meant cannot be told. */
async function change(
  ctx: Ctx,
  entity: Entity,
  { index, values }: Keyed,
  { id, version: before, isVisible, count }: Holder,
  results: Results,
): Promise<void> {
  if (!isVisible || count > 1) {
    refuse(results, index, new Failure('record.duplicate', isVisible ? { count } : {}))
    return
  }
  try {
    const { version } = await inSavepoint(ctx, () => updateRecord(ctx, entity, id, null, values))
    results.items.push({ index, result: version === before ? 'unchanged' : 'updated', id, version })
  } catch (error) {
    refuse(results, index, asFailure(error))
  }
}

interface Holder {
  id: string
  version: number
  isVisible: boolean
  /** How many have the key. */
  count: number
}

/** The records that have these keys, by key. */
async function holders(
  ctx: Ctx,
  entity: Entity,
  { name, field, folded }: Key,
  items: readonly Keyed[],
): Promise<Map<string, Holder>> {
  const keys = items.map(({ compared }) => compared)
  const column = sql.ref(`t.${columnOf(name, field)}`)
  const compared: RawBuilder<unknown> = folded ? sql`onward.fold(${column})` : column
  const identity = field.identity
    ? sql`join identities i on i.contact_id = t.id and i.channel = ${field.identity} and i.address = ${column}`
    : sql``
  const { rows } = await sql<Omit<Holder, 'count'> & { key: string }>`
    select ${compared} as key, t.id, t.version, ${reachableSql(ctx, entity, 't')} as "isVisible"
    from ${sql.table(entity.table)} t ${identity}
    where ${field.identity ? sql`i.address` : compared} = any(${keys}::text[]) and ${notDeleted(entity)}`.execute(
    ctx.tx,
  )
  const found = new Map<string, Holder>()
  for (const { key, ...row } of rows) {
    const known = found.get(key)
    if (known) known.count++
    else found.set(key, { ...row, count: 1 })
  }
  return found
}
