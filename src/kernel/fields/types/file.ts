import { z } from 'zod'
import type { Field } from '../f.ts'
import type { FieldType } from '../field-type.ts'
import { type RefOptions, ref } from './ref.ts'

/**
 * A file that belongs to one field of one record: a ref to it, told by its name. Records are found by whether there is
 * one and, behind the ref, by what it is called; they stand in no order by it.
 */
export const file: FieldType<string, RefOptions> = {
  ...ref,
  operators: ['empty', 'notEmpty'],
  schema: () => z.uuid().describe('Id of a file'),
}

/** Whether records can be put in order by a field: not by what holds several values, structured ones or a file. */
export function isOrdering(field: Pick<Field, 'type' | 'options'>): boolean {
  const { type } = field
  return type.name !== 'json' && !type.columns[0]!.type.endsWith('[]') && !isFile(field)
}

/** Whether a field holds a file. */
export function isFile({ type, options }: Pick<Field, 'type' | 'options'>): boolean {
  return type.name === 'ref' && options?.to === 'file'
}
