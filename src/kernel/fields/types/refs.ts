import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'
import type { RefOptions } from './ref.ts'

/** Most records one field leads to. */
export const mostRefs = 50

/** Links to several records of another entity, each once; never to none of them. In text they stand by their ids. */
export const refs: FieldType<string[], RefOptions> = {
  name: 'refs',
  ...oneColumn('uuid[]'),
  operators: ['in', 'hasAll', 'notIn', 'empty', 'notEmpty'],
  schema: () =>
    z
      .array(z.uuid())
      .min(1)
      .max(mostRefs)
      .overwrite((ids) => [...new Set(ids.map((id) => id.toLowerCase()))]),
  parse(text) {
    const named = namesIn(text)
    const stranger = named.find((one) => !z.uuid().safeParse(one).success)
    return named.length > 0 && stranger === undefined
      ? { ok: true, value: [...new Set(named.map((id) => id.toLowerCase()))] }
      : { ok: false, error: 'value.not-found', params: { value: stranger ?? text } }
  },
  print: (value) => value.join(', '),
  fromColumns: ([value]) => value as string[],
}

/** The names a text lists, parted by commas, semicolons or lines. */
export function namesIn(text: string): string[] {
  return text
    .split(/[;,\n]/)
    .map((one) => one.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
}
