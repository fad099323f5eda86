import { sql } from 'kysely'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { type BulkColumn, bulkRows } from '../db/bulk.ts'
import type { Draft } from '../registry.ts'
import type { StoredRecord } from './rows.ts'

/** Writes the rows of new records in one statement and returns them as they now stand. */
export async function insertRecords(ctx: Ctx, entity: Entity, drafts: Draft[]): Promise<StoredRecord[]> {
  const now = ctx.now.toISOString()
  const records = drafts.map((draft) => newRecord(entity, draft, now))
  const columns = [
    { name: 'id', type: 'uuid', values: records.map(({ id }) => id) },
    ...Object.keys(entity.fields).flatMap((name) => columnsOfField(entity, name, records)),
  ]
  await sql`insert into ${sql.table(entity.table)} ${bulkRows(columns)}`.execute(ctx.tx)
  return records
}

/** Every field by name, a value left out being an empty field. */
function newRecord({ name: noun, fields }: Entity, { id, values }: Draft, now: string): StoredRecord {
  const record: StoredRecord = { id, version: 1 }
  for (const name in fields) record[name] = values[name] ?? null
  for (const name in values) if (!(name in fields)) throw new Error(`${noun} has no field ${name}`)
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
    const parts = value == null ? null : field.type.toColumns(value)
    for (let index = 0; index < columns.length; index++) columns[index]!.values.push(parts?.[index])
  }
  return columns
}
