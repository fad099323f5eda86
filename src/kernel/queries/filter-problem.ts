import { fail } from '../errors/errors.ts'

/** Why a filter is refused; the sentence is `filter.problems.<reason>`. */
export const filterProblems = [
  'not-a-filter',
  'too-many-terms',
  'too-deep',
  'too-many-hops',
  'not-a-link',
  'unknown-field',
  'unknown-relation',
  'ambiguous-relation',
  'wrong-operator',
  'wrong-value',
  'wrong-count',
] as const
export type FilterProblem = (typeof filterProblems)[number]

/** Refuses a filter; `at` names the place in it (`all.2.value`), '' its root. */
export function refuseFilter(reason: FilterProblem, at: string, params: Record<string, unknown> = {}): never {
  return fail('input.bad-filter', { reason, at, ...params })
}
