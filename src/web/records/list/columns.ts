import { isKnown } from '../../../kernel/access/known-field.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { isFile, isOrdering } from '../../../kernel/fields/types/file.ts'
import { lookOf } from '../../fields/looks.ts'
import { stepColumn } from '../screens.ts'
import type { ChosenColumn } from './list-search.ts'

/** A column of a grid. */
export interface GridColumn {
  id: string
  width: number
  align: 'start' | 'end'
  /** What sorting by it is called on the API; null when it cannot be. */
  sort: string | null
  isEditable: boolean
}

export const widths = { least: 64, most: 720, title: 240, step: 248 }

/** The columns of a list in order, the title always first; names that are no fields are left out. */
export function gridColumns(chosen: readonly ChosenColumn[], entity: Entity): GridColumn[] {
  const title = chosen.find(({ field }) => field === entity.title) ?? { field: entity.title }
  const others = chosen.filter(({ field }) => field !== entity.title && isColumn(field, entity))
  return [title, ...others].map((one) => columnOf(one, entity))
}

/** Everything that can be a column, in the order of the entity. */
export function possibleColumns(entity: Entity): string[] {
  const fields = Object.entries(entity.fields)
    .filter(([name, { hidden, type }]) => !hidden && type.name !== 'json' && name !== 'nextStep')
    .map(([name]) => name)
  return entity.worked ? [fields[0] ?? entity.title, stepColumn, ...fields.slice(1)] : fields
}

/** Moves a column to stand where another does; the title keeps its place. */
export function moveColumn(
  columns: readonly ChosenColumn[],
  field: string,
  before: string | null,
): ChosenColumn[] {
  const moved = columns.find((column) => column.field === field)
  if (!moved || field === before) return [...columns]
  const rest = columns.filter((column) => column !== moved)
  const at = before === null ? rest.length : rest.findIndex((column) => column.field === before)
  return at === -1 ? [...columns] : [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/** Gives a column a width; the columns keep their order. */
export function resizeColumn(columns: readonly ChosenColumn[], field: string, width: number): ChosenColumn[] {
  const fitting = Math.round(Math.max(widths.least, Math.min(widths.most, width)))
  const all = columns.some((column) => column.field === field) ? columns : [{ field }, ...columns]
  return all.map((column) => (column.field === field ? { field, width: fitting } : column))
}

function columnOf({ field: name, width }: ChosenColumn, entity: Entity): GridColumn {
  if (name === stepColumn)
    return { id: name, width: width ?? widths.step, align: 'start', sort: 'nextStep', isEditable: false }
  const field = entity.fields[name]
  if (!field) throw new Error(`${entity.name} has no field ${name}`)
  const look = lookOf(field)
  return {
    id: name,
    width: width ?? (name === entity.title ? widths.title : look.width),
    align: look.align,
    sort: isKnown(field) && isOrdering(field) ? name : null,
    // A file is put where there is room for it: on the page of the record.
    isEditable: look.isEditable && !field.readOnly && !field.createOnly && !isFile(field),
  }
}

function isColumn(name: string, entity: Entity): boolean {
  return name === stepColumn ? entity.worked : Object.hasOwn(entity.fields, name) && name !== 'nextStep'
}
