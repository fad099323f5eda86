import type { Filter } from '../../../../kernel/queries/filter.ts'
import type { Outcome } from '../../step.entity.ts'
import type { Span } from './period.ts'

/** The steps behind a number of the team report, as the filter of a list. `user` null: everybody's. */
export function openSteps(user: string | null): Filter {
  return all(ofOwner(user), { field: 'closedAt', op: 'empty' })
}

/** Open steps that fall due in a span. */
export function dueSteps(user: string | null, { from, to }: Span): Filter {
  return all(
    ofOwner(user),
    { field: 'closedAt', op: 'empty' },
    { field: 'dueAt', op: 'between', value: [from, to] },
  )
}

/** Open steps whose moment has passed. */
export function overdueSteps(user: string | null): Filter {
  return all(
    ofOwner(user),
    { field: 'closedAt', op: 'empty' },
    { field: 'dueAt', op: 'lt', value: { relative: 'now' } },
  )
}

/** Steps closed in a span, with one outcome or any. */
export function closedSteps(user: string | null, { from, to }: Span, outcome?: Outcome): Filter {
  return all(
    user === null ? [] : [{ field: 'closedBy', op: 'eq', value: user }],
    { field: 'closedAt', op: 'between', value: [from, to] },
    ...(outcome ? [{ field: 'outcome', op: 'eq', value: outcome } as const] : []),
  )
}

function ofOwner(user: string | null): readonly Filter[] {
  return user === null ? [] : [{ field: 'owner', op: 'eq', value: user }]
}

function all(first: readonly Filter[], ...rest: readonly Filter[]): Filter {
  return { all: [...first, ...rest] }
}
