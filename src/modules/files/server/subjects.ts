import { type RawBuilder, sql } from 'kysely'
import { isCustom } from '../../../kernel/entities/custom-name.ts'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'
import { getRecord, notDeleted, selectRecords } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord } from '../../../server/records/write.ts'
import type { RecordHooks, Values } from '../../../server/registry.ts'
import { file, fileSubjects } from '../file.entity.ts'

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
  const own = ctx.registry.entities.filter(({ name }) => isCustom(name))
  const ofOwn = own.map(
    (entity) =>
      sql`(${column('object')} = ${entity.name} and ${isSeen(ctx, entity, sql`${column('object_record')}::uuid`)})`,
  )
  const object = sql.join([sql`${column('object')} is null`, ...ofOwn], sql` or `)
  return sql<boolean>`(${sql.join([...conditions, sql`(${object})`], sql` and `)})`
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
  if (isCustom(name)) return { object: name, objectRecord: id }
  if (name !== 'note') return { [name]: id }
  // What hangs on a note is a file of whatever the note is about.
  return {
    note: id,
    ...Object.fromEntries(fileSubjects.map((subject) => [subject, record[subject] ?? null])),
  }
}

const takesFiles = (name: string) => isCustom(name) || refs.some((one) => one === name)

/** Merging moves what points at a record by a ref field; files of a workspace's own nouns point by a name and an id. */
export const fileHooks: RecordHooks = {
  appliesTo: ({ name }) => isCustom(name),
  async beforeMerge(ctx, entity, survivor, losers) {
    for (const one of await filesOf(ctx, entity, losers))
      await changeRecord(ctx, file, one, { objectRecord: survivor.id })
    return {}
  },
}

async function filesOf(ctx: Ctx, entity: Entity, records: readonly StoredRecord[]): Promise<StoredRecord[]> {
  const ids = records.map(({ id }) => id)
  const { records: found } = await selectRecords(ctx, file, {
    where: sql<boolean>`t.object = ${entity.name} and onward.fold(t.object_record) = any(${ids}::text[])`,
    tail: sql`order by t.id for update of t`,
    limit: sql`all`,
    titled: false,
  })
  return found
}
