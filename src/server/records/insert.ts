import { type RawBuilder, sql } from 'kysely'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { type BulkColumn, bulkRows } from '../db/bulk.ts'
import { prepared } from '../db/prepared.ts'
import { writeInSlices } from '../db/write-in-slices.ts'
import type { Draft } from '../registry.ts'
import { enterAddresses } from './identities.ts'
import { hasComputedFields, type StoredRecord, selectColumns, storedFields, toRecord } from './rows.ts'
import { enterEntries, enterWords, entriesOf } from './search-index.ts'
import { storedParts } from './stored-value.ts'

/** New records as they will stand, but for what is reckoned of them: every field by name. */
export function newRecords(ctx: Ctx, entity: Entity, drafts: readonly Draft[]): StoredRecord[] {
  const now = ctx.now.toISOString()
  const names = storedFields(entity)
  return drafts.map((draft) => newRecord(entity, names, draft, now))
}

/** Writes the rows of new records, their addresses and what search finds them by, and returns them as they now stand. */
export async function insertRecords(
  ctx: Ctx,
  entity: Entity,
  records: StoredRecord[],
): Promise<StoredRecord[]> {
  const names = storedFields(entity)
  if (records.length === 1) await prepared(insertOf({ ctx, entity, names, records }), ctx.tx)
  else await insertMany({ ctx, entity, names, records })
  return hasComputedFields(entity) ? withComputed(ctx, entity, records) : records
}

interface NewRows {
  ctx: Ctx
  entity: Entity
  /** Of the fields that have columns. */
  names: string[]
  records: readonly StoredRecord[]
}

async function insertMany(rows: NewRows): Promise<void> {
  const { ctx, entity, records } = rows
  const words = new Set<string>()
  const size = nameOneAnother(entity, records) ? records.length : undefined
  await writeInSlices(ctx.tx, records, (slice) => insertOf({ ...rows, records: slice }, words), size)
  // Those of all records at once: in two orders two who bring the same ones would wait for one another.
  if (words.size > 0) await enterWords(words).execute(ctx.tx)
}

/** One statement for records; what they bring of words goes to `later` where that is given. */
function insertOf({ ctx, entity, names, records }: NewRows, later?: Set<string>): RawBuilder<unknown> {
  const inserting = insertRows(entity, names, records)
  const addressing = enterAddresses(ctx, entity, records)
  const entries = entriesOf(entity, records)
  if (!entries && !addressing) return inserting
  const parts = [sql`written as (${inserting})`]
  if (addressing) parts.push(sql`addressed as (${addressing})`)
  if (!entries) return sql`with ${sql.join(parts)} select`
  if (!later) parts.push(sql`spelled as (${enterWords(entries.words)})`)
  else for (const word of entries.words) later.add(word)
  return sql`with ${sql.join(parts)} ${enterEntries(entries)}`
}

/** Whether one may lead to another that stands further below: then they have to be there at once. */
function nameOneAnother({ name: noun, fields }: Entity, records: readonly StoredRecord[]): boolean {
  const leading = Object.keys(fields).filter((name) => fields[name]?.options.to === noun)
  return leading.some((name) => records.some((record) => record[name] != null))
}

function insertRows(entity: Entity, names: string[], records: readonly StoredRecord[]): RawBuilder<unknown> {
  const columns = [
    { name: 'id', type: 'uuid', values: records.map(({ id }) => id) },
    ...names.flatMap((name) => columnsOfField(entity, name, records)),
  ]
  return sql`insert into ${sql.table(entity.table)} ${bulkRows(columns)}`
}

/** Computed fields of new records are known only once the records are there. */
async function withComputed(ctx: Ctx, entity: Entity, records: StoredRecord[]): Promise<StoredRecord[]> {
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

function columnsOfField({ fields }: Entity, name: string, records: readonly StoredRecord[]): BulkColumn[] {
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
