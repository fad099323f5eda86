import type { Action, Scope } from '../../kernel/access/rights.ts'
import type { ShippedView } from './screens.ts'

/** How far somebody's rights on one kind of record reach. */
export type Reach = Partial<Record<Action, Scope>>

/**
 * The view of a worked noun to begin with. Who reads everybody's records, or answers for the team's, would find
 * few or none of their own; who reads the team's only to stand in for a colleague begins with their own.
 */
export function workedFirstView({ read, update }: Reach): string {
  const isForOthers = read === 'all' || (read === 'team' && (update === 'team' || update === 'all'))
  return isForOthers ? 'open' : 'my-open'
}

const isOpen = { field: 'status', op: 'eq', value: 'open' } as const

/** The views every worked noun comes with. */
export const workedViews: readonly ShippedView[] = [
  {
    id: 'my-open',
    filter: { all: [isOpen, { field: 'owner', op: 'eq', value: { me: true } }] },
    sort: ['nextStep'],
  },
  { id: 'open', filter: isOpen, sort: ['nextStep'] },
  {
    id: 'overdue',
    filter: { all: [isOpen, { field: 'nextStep.dueAt', op: 'lt', value: { relative: 'now' } }] },
    sort: ['nextStep'],
  },
  { id: 'won', filter: { field: 'status', op: 'eq', value: 'won' }, sort: ['-closedAt'] },
  { id: 'lost', filter: { field: 'status', op: 'eq', value: 'lost' }, sort: ['-closedAt'] },
  { id: 'all', filter: { all: [] } },
]
