import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

const yes = new Set(['yes', 'y', 'true', '1', 'да', 'истина', '+'])
const no = new Set(['no', 'n', 'false', '0', 'нет', 'ложь', '-'])

/** Yes or no. */
export const boolean: FieldType<boolean> = {
  name: 'boolean',
  ...oneColumn('boolean'),
  operators: ['eq', 'neq', 'empty', 'notEmpty'],
  schema: () => z.boolean(),
  parse(text) {
    const word = text.toLowerCase()
    if (yes.has(word)) return { ok: true, value: true }
    if (no.has(word)) return { ok: true, value: false }
    return { ok: false, error: 'value.not-yes-or-no' }
  },
  print: (value) => String(value),
  fromColumns: ([value]) => value as boolean,
}
