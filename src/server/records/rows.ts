import { type RawBuilder, sql } from 'kysely'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Values } from '../registry.ts'

/** A record as the API shows it: every field by name, null when empty. */
export interface StoredRecord extends Record<string, unknown> {
  id: string
  version: number
}

/** Select list of an entity's own columns under the alias `t`. */
export function selectColumns(entity: Entity): RawBuilder<unknown> {
  const columns = ['id', 'version', ...fieldColumns(entity).map(({ column }) => column)]
  return sql.join(columns.map((column) => sql.ref(`t.${column}`)))
}

/** Every column the pipeline may write, system columns included. */
export function writableColumns(entity: Entity): string[] {
  return [
    'id',
    'version',
    ...fieldColumns(entity).map(({ column }) => column),
    ...(entity.softDelete ? ['deleted_at'] : []),
  ]
}

/** A database row as a record. */
export function toRecord(entity: Entity, row: Record<string, unknown>): StoredRecord {
  const record: StoredRecord = { id: row.id as string, version: row.version as number }
  for (const { name, columns } of layoutOf(entity)) {
    const first = row[columns[0]!.column]
    record[name] =
      first == null ? null : entity.fields[name]!.type.fromColumns(columns.map(({ column }) => row[column]))
  }
  return record
}

/** Column values of the named fields; an absent value clears all columns of its field. */
export function toColumns(entity: Entity, values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields[name]
    if (!field) throw new Error(`${entity.name} has no field ${name}`)
    const columns = columnsOf(name, field)
    const parts = value == null ? columns.map(() => null) : field.type.toColumns(value)
    columns.forEach(({ column }, index) => {
      row[column] = parts[index]
    })
  }
  return row
}

interface FieldLayout {
  name: string
  columns: { column: string; type: string }[]
}

const layouts = new WeakMap<Entity, FieldLayout[]>()

function layoutOf(entity: Entity): FieldLayout[] {
  let layout = layouts.get(entity)
  if (!layout) {
    layout = Object.entries(entity.fields).map(([name, field]) => ({ name, columns: columnsOf(name, field) }))
    layouts.set(entity, layout)
  }
  return layout
}

function fieldColumns(entity: Entity) {
  return layoutOf(entity).flatMap(({ columns }) => columns)
}
