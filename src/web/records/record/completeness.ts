import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Row } from '../../api/shapes.ts'

export interface Completeness {
  /** Share of the fields that are filled in, 0 to 1. */
  share: number
  /** Names of the empty ones in the order given; the first is the one worth asking for next. */
  missing: string[]
}

/** How much of a record is filled in, judged by the fields named (those a person can know and write). */
export function completenessOf(row: Row, names: readonly string[]): Completeness {
  const missing = names.filter((name) => isBlank(row[name]))
  return { share: names.length === 0 ? 1 : (names.length - missing.length) / names.length, missing }
}

/** The fields completeness is judged by when a screen names none: those a person may write and that are not notes. */
export function knowableFields(entity: Entity): string[] {
  return Object.entries(entity.fields)
    .filter(
      ([, { readOnly, hidden, type }]) =>
        !readOnly && !hidden && type.name !== 'boolean' && type.name !== 'json',
    )
    .map(([name]) => name)
}

/** Whether a value says nothing. */
export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}
