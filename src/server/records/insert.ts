import { sql } from 'kysely'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { type BulkColumn, bulkRows } from '../db/bulk.ts'
import { prepared } from '../db/prepared.ts'
import type { Draft } from '../registry.ts'
import { isReckoned, type StoredRecord, selectColumns, storedFields, toRecord } from './rows.ts'
import { indexedInsert } from './search-index.ts'
import { storedParts } from './stored-value.ts'

/** Writes the rows of new records, and what search finds them by, in one statement and returns them as they now stand. */
export async function insertRecords(ctx: Ctx, entity: Entity, drafts: Draft[]): Promise<StoredRecord[]> {
  const now = ctx.now.toISOString()
  const names = storedFields(entity)
  const records = drafts.map((draft) => newRecord(entity, names, draft, now))
  const columns = [
    { name: 'id', type: 'uuid', values: records.map(({ id }) => id) },
    ...names.flatMap((name) => columnsOfField(entity, name, records)),
  ]
  const inserting = indexedInsert(
    entity,
    sql`insert into ${sql.table(entity.table)} ${bulkRows(columns)}`,
    records,
  )
  // One record is written in the same words every time, many are not.
  await (drafts.length === 1 ? prepared(inserting, ctx.tx) : inserting.execute(ctx.tx))
  return isReckoned(entity) ? reckon(ctx, entity, records) : records
}

/** What is reckoned of new records is known once they are there. */
async function reckon(ctx: Ctx, entity: Entity, records: StoredRecord[]): Promise<StoredRecord[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${sql.table(entity.table)} t
    where t.id = any(${records.map(({ id }) => id)}::uuid[])`.execute(ctx.tx)
  const stored = new Map(rows.map((row) => [row.id, toRecord(entity, row)]))
  return records.map((record) => stored.get(record.id) ?? record)
}

/** Every field by name, a value left out being an empty field. */
function newRecord({ name: noun, fields }: Entity, names: string[], draft: Draft, now: string): StoredRecord {
  // A copy that is filled up: the other way round, values over blanks, takes three times as long.
  const record = { ...draft.values, id: draft.id, version: 1 } as StoredRecord
  for (const name of names) record[name] ??= null
  if (Object.keys(record).length > names.length + 2)
    throw new Error(`${noun} has no field ${Object.keys(draft.values).find((name) => !(name in fields))}`)
  record.createdAt ??= now
  record.updatedAt ??= now
  return record
}

function columnsOfField({ fields }: Entity, name: string, records: StoredRecord[]): BulkColumn[] {
  // The caller goes through the names of these fields.
  const field = fields[name]!
  const columns = columnsOf(name, field).map(({ column, type }): BulkColumn & { values: unknown[] } => ({
    name: column,
    type,
    values: [],
  }))
  for (const record of records) {
    const value = record[name]
    const parts = value == null ? null : storedParts(field, value)
    // It is told as it is stored, which may not be as it was given.
    if (parts && field.type.name === 'richText') record[name] = parts[0] && field.type.fromColumns(parts)
    for (let index = 0; index < columns.length; index++) columns[index]!.values.push(parts?.[index])
  }
  return columns
}
