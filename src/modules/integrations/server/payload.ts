import type { Change } from '../../../kernel/commands/changes.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'

/** Rises when a receiver has to read messages differently; members that are added do not count. */
const version = 1

/** What a message tells of: the event, and the record as it stood when the event was looked at (null: it is gone). */
export interface Told {
  change: Change
  record: StoredRecord | null
}

/** The text of a message; it stays the same at every try, as its signature covers it. */
export function bodyOf(workspace: string, type: string, timestamp: string, data: Told | null): string {
  return JSON.stringify({ type, version, timestamp, workspace, data: data ?? {} })
}

/** Whether one of the patterns of a webhook is meant by an event: `*`, `deal.*`, `deal.won`. */
export function isMeant(
  patterns: readonly string[],
  { kind, entity }: Pick<Change, 'kind' | 'entity'>,
): boolean {
  return patterns.some((pattern) => {
    if (pattern === '*' || pattern === kind) return true
    const [noun, verb] = pattern.split('.')
    return verb === '*' && (noun === entity || noun === kind.split('.')[0])
  })
}
