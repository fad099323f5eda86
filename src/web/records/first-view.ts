import type { Action, Scope } from '../../kernel/access/rights.ts'

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
