import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { type StoredRecord, selectColumns, toRecord } from '../../../server/records/rows.ts'
import type { ReadRow } from './read-row.ts'

/** What a row is recognised by: one text per match field it fills. */
export function keysOf(entity: Entity, match: readonly string[], values: Record<string, unknown>): string[] {
  return match.flatMap((name) => {
    const value = values[name]
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return [`${name}:${comparesFolded(entity, name) ? foldText(String(value)) : value}`]
  })
}

/** Records already there that rows of a batch are, by key. The oldest wins where several share a key. */
export async function existingByKey(
  ctx: Ctx,
  entity: Entity,
  match: readonly string[],
  rows: ReadRow[],
): Promise<Map<string, StoredRecord>> {
  const conditions = match.flatMap((name) => {
    const field = entity.fields[name]
    const values = [
      ...new Set(rows.flatMap(({ values }) => (values[name] == null ? [] : [String(values[name])]))),
    ]
    if (!field || values.length === 0) return []
    const column = sql.ref(`t.${columnOf(name, field)}`)
    return [
      comparesFolded(entity, name)
        ? sql`onward.fold(${column}) = any(${values.map(foldText)}::text[])`
        : sql`${column} = any(${values}::${sql.raw(field.type.columns[0]!.type)}[])`,
    ]
  })
  const found = new Map<string, StoredRecord>()
  if (conditions.length === 0) return found
  const union = conditions.map(
    (condition) => sql`
    select t.id from ${sql.table(entity.table)} t where ${condition} and ${entity.softDelete ? sql`t.deleted_at is null` : sql`true`}`,
  )
  const { rows: stored } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${sql.table(entity.table)} t
    where t.id in (${sql.join(union, sql` union `)}) order by t.created_at, t.id`.execute(ctx.tx)
  for (const row of stored) {
    const record = toRecord(entity, row)
    for (const key of keysOf(entity, match, record)) if (!found.has(key)) found.set(key, record)
  }
  return found
}

/** Names compare without case and ё; addresses and foreign ids are normalised already. */
function comparesFolded(entity: Entity, name: string): boolean {
  return name === entity.title || name === 'companyName'
}
