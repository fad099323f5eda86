import type { Entity } from '../../../kernel/entities/entity.ts'
import { type Filter, simplifyFilter } from '../../../kernel/queries/filter.ts'
import { isSame } from './list-search.ts'

/** A condition put on and taken off with one press; its name is `records.quick.<id>`. */
export interface QuickFilter {
  id: string
  filter: Filter
}

/** The conditions people ask for most often, as far as they make sense of this noun. */
export function quickFilters({ ownerField, worked, fields }: Entity): readonly QuickFilter[] {
  const owned: QuickFilter[] = ownerField
    ? [
        { id: 'mine', filter: { field: ownerField, op: 'eq', value: { me: true } } },
        { id: 'team', filter: { field: ownerField, op: 'in', value: { myTeam: true } } },
      ].map((one) => one as QuickFilter)
    : []
  const work: QuickFilter[] = worked
    ? [
        { id: 'overdue', filter: { field: 'nextStep.dueAt', op: 'lt', value: { relative: 'now' } } },
        { id: 'today', filter: { field: 'nextStep.dueAt', op: 'eq', value: { relative: 'today' } } },
        {
          id: 'noStepToday',
          filter: {
            all: [
              { field: 'status', op: 'eq', value: 'open' },
              { field: 'nextStep.dueAt', op: 'gt', value: { relative: 'today' } },
            ],
          },
        },
        {
          id: 'stuck',
          filter: {
            all: [
              { field: 'status', op: 'eq', value: 'open' },
              { field: 'stageSince', op: 'lt', value: { relative: 'today', offset: { days: -14 } } },
            ],
          },
        },
      ]
    : []
  const made: QuickFilter[] = fields.createdAt
    ? [{ id: 'newThisWeek', filter: { field: 'createdAt', op: 'gte', value: { relative: 'startOfWeek' } } }]
    : []
  return [...owned, ...work, ...made]
}

/** Whether all parts of a condition are in force. */
export function isInForce(filter: Filter, quick: QuickFilter): boolean {
  const parts = partsOf(filter)
  return partsOf(quick.filter).every((wanted) => parts.some((part) => isSame(part, wanted)))
}

/** Puts a condition on, or takes it off where it is in force. What a view asks anyway stays. */
export function toggleQuick(filter: Filter, quick: QuickFilter): Filter {
  const wanted = partsOf(quick.filter)
  const parts = partsOf(filter)
  if (!isInForce(filter, quick)) {
    const missing = wanted.filter((one) => !parts.some((part) => isSame(part, one)))
    return simplifyFilter({ all: [...parts, ...missing] })
  }
  // Of a condition of several parts the last is the one that makes it what it is.
  const last = wanted.at(-1)
  return simplifyFilter({ all: parts.filter((part) => !isSame(part, last)) })
}

function partsOf(filter: Filter): readonly Filter[] {
  const simple = simplifyFilter(filter)
  return 'all' in simple ? simple.all : [simple]
}
