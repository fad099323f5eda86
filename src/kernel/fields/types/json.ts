import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

/** Structured particulars checked by a schema of their own (a script's questions, a role's grants). */
export const json: FieldType<unknown, { shape: z.ZodType }> = {
  name: 'json',
  ...oneColumn('jsonb'),
  operators: ['empty', 'notEmpty'],
  schema: ({ shape }) => shape,
  parse(text, { shape }) {
    try {
      const result = shape.safeParse(JSON.parse(text))
      return result.success ? { ok: true, value: result.data } : { ok: false, error: 'value.invalid' }
    } catch {
      return { ok: false, error: 'value.invalid' }
    }
  },
  print: (value) => JSON.stringify(value),
  toColumns: (value) => [JSON.stringify(value)],
  fromColumns: ([value]) => value,
}

/** The shape of free-form answers: question id to the text answered. */
export const answersShape = z
  .record(z.string().max(64), z.string().max(2000))
  .refine((value) => Object.keys(value).length <= 100)
