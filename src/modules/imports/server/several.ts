import type { Entity } from '../../../kernel/entities/entity.ts'
import type { TextEnv } from '../../../kernel/fields/field-type.ts'

const several = ['phone', 'email']
/** More numbers than this in one cell are no numbers. */
const most = 20
/** Longer texts are none either, and parsing them costs. */
const longest = 500

/**
 * The numbers or addresses in one cell, the first that can be read in front. A text of another type, or one that can be
 * read as it is, stays whole.
 */
export function pieces(
  { type, options }: Entity['fields'][string],
  text: string,
  env: TextEnv,
): [string, ...string[]] {
  if (
    text.length > longest ||
    !several.includes(type.name) ||
    !/[\n,;/|\s]/.test(text) ||
    type.parse(text, options, env).ok
  )
    return [text]
  const parts = text
    .split(type.name === 'email' ? /[\s,;|]+/ : /[\n,;/|]+/, most)
    .map((part) => part.trim())
    .filter(Boolean)
  const first = parts.find((part) => type.parse(part, options, env).ok)
  return first === undefined ? [text] : [first, ...parts.filter((part) => part !== first)]
}
