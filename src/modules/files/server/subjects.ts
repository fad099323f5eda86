import { type RawBuilder, sql } from 'kysely'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { isCustom } from '../../../kernel/entities/custom-name.ts'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { isFile } from '../../../kernel/fields/types/file.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql, requireRight } from '../../../server/records/access.ts'
import { getRecord, notDeleted } from '../../../server/records/read.ts'
import { changeRecord } from '../../../server/records/write.ts'
import type { RecordHooks, Values } from '../../../server/registry.ts'
import { file, fileSubjects } from '../file.entity.ts'
import { filesOfObject, lockFile } from './files.queries.ts'
import { placeOf, unknownPlaces } from './places.ts'

const refs = [...fileSubjects, 'note'] as const

/**
 * A file is seen by whoever sees everything it belongs to, as it is now: with a record one loses sight of, or that
 * goes to the recycle bin, its files go too.
 */
export function fileVisibility(ctx: Ctx, alias: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const conditions = refs.map((name) => {
    const id = column(columnOf(name, file.fields[name]!))
    return sql`(${id} is null or ${isSeen(ctx, ctx.registry.catalog.entity(name), id)})`
  })
  const own = ctx.registry.entities.filter(isNamed)
  const ofOwn = own.map(
    (entity) =>
      sql`(${column('object')} = ${entity.name} and ${isSeen(ctx, entity, sql`${column('object_record')}::uuid`)})`,
  )
  const object = sql.join([sql`${column('object')} is null`, ...ofOwn], sql` or `)
  const all = [...conditions, sql`(${object})`, isTaken(ctx, column), ...isOfKnownField(ctx, column)]
  return sql<boolean>`(${sql.join(all, sql` and `)})`
}

type ColumnOf = (name: string) => RawBuilder<unknown>

/** What no record has taken yet is its author's alone. */
function isTaken({ actor }: Ctx, column: ColumnOf): RawBuilder<unknown> {
  const ids = sql.join(fileSubjects.map((name) => column(columnOf(name, file.fields[name]!))))
  return sql`(coalesce(${ids}) is not null or ${column('object')} is not null or ${column('author_id')} = ${actor.userId})`
}

/** A file is as unknown as the field it is or was in. */
function isOfKnownField({ registry }: Ctx, column: ColumnOf): RawBuilder<unknown>[] {
  const unknown = unknownPlaces(registry)
  if (unknown.length === 0) return []
  return [sql`(${column('in_field')} is null or ${column('in_field')} <> all(${unknown}::text[]))`]
}

function isSeen(ctx: Ctx, entity: Entity, id: RawBuilder<unknown>): RawBuilder<boolean> {
  const table = sql.table(entity.table)
  return sql<boolean>`exists (
    select 1 from ${table} seen where seen.id = ${id} and ${notDeleted(entity, 'seen')} and ${reachableSql(ctx, entity, 'seen')})`
}

/** What a file belongs to, as values of its fields; refuses what cannot have files or is not seen. */
export async function subjectOf(ctx: Ctx, name: string, id: string): Promise<Values> {
  const entity = ctx.registry.catalog.find(name)
  if (!entity || !takesFiles(name)) fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  const record = await getRecord(ctx, entity, id)
  if (name !== 'note') return subjectValues(entity, id)
  // What hangs on a note is a file of whatever the note is about.
  return {
    note: id,
    ...Object.fromEntries(fileSubjects.map((subject) => [subject, record[subject] ?? null])),
  }
}

/** Whether files say which record of a noun they belong to by its name: they have a column of their own for few nouns. */
const isNamed = ({ name, extensible }: Entity) => extensible && !fileSubjects.some((one) => one === name)

/** Values of the fields by which a file belongs to a record. */
export function subjectValues(entity: Entity, id: string): Values {
  return isNamed(entity) ? { object: entity.name, objectRecord: id } : { [entity.name]: id }
}

/** The values of a file that is sent for a field; refuses what is no such field and what the actor may not fill. */
export function placeValues(ctx: Ctx, name: string, fieldName: string): Values {
  const entity = ctx.registry.catalog.find(name)
  if (!entity) fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  const field = Object.hasOwn(entity.fields, fieldName) ? entity.fields[fieldName] : undefined
  if (!field || !isFile(field)) fail('input.invalid', {}, [{ field: 'field', error: 'value.not-found' }])
  if (field.limit) fail('input.invalid', {}, [{ field: 'field', error: 'value.not-editable' }])
  if (scopeOf(ctx.actor, entity.rightsObject, 'create') === 'no') requireRight(ctx, entity, 'update')
  return { inField: placeOf(entity, fieldName) }
}

const takesFiles = (name: string) => isCustom(name) || refs.some((one) => one === name)

/** Merging and erasing follow ref fields; some files point by a name and an id. */
export const fileHooks: RecordHooks = {
  appliesTo: isNamed,
  async beforeMerge(ctx, entity, survivor, losers) {
    for (const loser of losers)
      for (const id of await filesOfObject(ctx.tx, entity.name, loser.id)) {
        const found = await lockFile(ctx.tx, id)
        if (found) await changeRecord(ctx, file, found.record, { objectRecord: survivor.id })
      }
    return {}
  },
  erasedWith: async (ctx, { name }, id) => new Map([[file, await filesOfObject(ctx.tx, name, id)]]),
}
