import { type RawBuilder, sql } from 'kysely'
import { isKnown } from '../../kernel/access/known-field.ts'
import { shownValue } from '../../kernel/access/mask.ts'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import type { Values } from '../registry.ts'
import { fieldSql } from './formula-sql.ts'
import { storedParts } from './stored-value.ts'

/** A record as the API shows it: every field by name, null when empty. */
export interface StoredRecord extends Record<string, unknown> {
  id: string
  version: number
}

/** Select list of an entity's fields under the alias `t`, what is computed among them. */
export function selectColumns(entity: Entity): RawBuilder<unknown> {
  let list = selectLists.get(entity)
  if (!list) {
    list = sql.join([sql`t.id`, sql`t.version`, ...layoutOf(entity).flatMap(selected)])
    selectLists.set(entity, list)
  }
  return list
}

const selectLists = new WeakMap<Entity, RawBuilder<unknown>>()

function selected({ name, field, columns }: FieldLayout): RawBuilder<unknown>[] {
  // Its column is among those of the field it is a part of.
  if (field.partOf) return []
  return columns.map(({ column }, part) => {
    const value = fieldSql(name, field, { alias: 't', part })
    return field.computed ? sql`${value} as ${sql.ref(column)}` : value
  })
}

/** Every column the pipeline may write, system columns included. */
export function writableColumns(entity: Entity): string[] {
  const stored = layoutOf(entity).filter(({ field }) => !field.computed && !field.partOf)
  return [
    'id',
    'version',
    ...stored.flatMap(({ columns }) => columns.map(({ column }) => column)),
    ...(entity.softDelete ? ['deleted_at'] : []),
  ]
}

/** Names of the fields an entity's table has columns of. */
export function storedFields(entity: Entity): string[] {
  return layoutOf(entity).flatMap(({ name, field }) => (field.computed || field.partOf ? [] : name))
}

/** Whether an entity has fields that are computed when they are read. */
export function hasComputedFields(entity: Entity): boolean {
  return layoutOf(entity).some(({ field }) => field.computed || field.partOf)
}

/** A database row as a record. */
export function toRecord(entity: Entity, row: Record<string, unknown>): StoredRecord {
  const record: StoredRecord = { id: row.id as string, version: row.version as number }
  for (const { name, field, columns } of layoutOf(entity)) {
    const first = row[columns[0]!.column]
    record[name] = first == null ? null : field.type.fromColumns(columns.map(({ column }) => row[column]))
  }
  return record
}

/** A record as its reader may know it: hidden fields are empty, of masked ones little is told. */
export function shownRecord(entity: Entity, record: StoredRecord): StoredRecord {
  const unknown = unknownFields(entity)
  if (unknown.length === 0) return record
  const shown = { ...record }
  for (const [name, field] of unknown) shown[name] = shownValue(field, record[name])
  return shown
}

const unknownOf = new WeakMap<Entity, readonly [name: string, field: Field][]>()

function unknownFields(entity: Entity): readonly [name: string, field: Field][] {
  let unknown = unknownOf.get(entity)
  if (!unknown) {
    unknown = Object.entries(entity.fields).filter(([, field]) => !isKnown(field))
    unknownOf.set(entity, unknown)
  }
  return unknown
}

/** Column values of the named fields; an absent value clears all columns of its field. */
export function toColumns(entity: Entity, values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields[name]
    if (!field) throw new Error(`${entity.name} has no field ${name}`)
    const columns = columnsOf(name, field)
    const parts = storedParts(field, value)
    columns.forEach(({ column }, index) => {
      row[column] = parts[index]
    })
  }
  return row
}

interface FieldLayout {
  name: string
  field: Field
  columns: { column: string; type: string }[]
}

const layouts = new WeakMap<Entity, FieldLayout[]>()

function layoutOf(entity: Entity): FieldLayout[] {
  let layout = layouts.get(entity)
  if (!layout) {
    layout = Object.entries(entity.fields).map(([name, field]) => ({
      name,
      field,
      columns: columnsOf(name, field),
    }))
    layouts.set(entity, layout)
  }
  return layout
}
