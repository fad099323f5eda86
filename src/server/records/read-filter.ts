import { fail } from '../../kernel/errors/errors.ts'
import type { Filter } from '../../kernel/queries/filter.ts'

/** A filter from the query string; its meaning is checked where it is compiled. */
export function readFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined
  try {
    return JSON.parse(text) as Filter
  } catch {
    return fail('input.bad-filter', { reason: 'not-json' })
  }
}
