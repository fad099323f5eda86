import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

export interface RefOptions {
  /** Name of the entity pointed at. */
  to: string
}

/** A link to one record of another entity; the value is its id. In a spreadsheet the record stands by its title. */
export const ref: FieldType<string, RefOptions> = {
  name: 'ref',
  ...oneColumn('uuid'),
  operators: ['eq', 'neq', 'in', 'notIn', 'empty', 'notEmpty'],
  schema: () => z.uuid(),
  parse: (text) =>
    z.uuid().safeParse(text).success
      ? { ok: true, value: text.toLowerCase() }
      : { ok: false, error: 'value.not-found', params: { value: text } },
  print: (value) => value,
  fromColumns: ([value]) => value as string,
}
