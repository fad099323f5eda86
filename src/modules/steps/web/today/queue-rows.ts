import { clockIn } from '../../../../kernel/text/zone.ts'
import { stepState } from '../../../../web/records/step/step-state.ts'
import type { Queue, QueueItem } from './queue.ts'

export type QueueGroup = 'overdue' | 'today' | 'later' | 'aside'

export interface QueueHeading {
  group: QueueGroup
  /** How many steps follow it. */
  count: number
  /** The day of what is later than today. */
  day: string | null
}

export interface QueueEntry {
  item: QueueItem
  isOverdue: boolean
  /** The day stands in place of the time: the time of a step missed on another day says nothing. */
  day: string | null
}

/** A line of the queue on the screen. */
export type QueueLine = QueueHeading | QueueEntry

const groups: readonly QueueGroup[] = ['overdue', 'today', 'later', 'aside']

/** The queue as lines under headings; what was put last stands under a heading of its own. */
export function queueLines(queue: Queue, now: Date, timeZone: string): QueueLine[] {
  const today = clockIn(timeZone, now).day
  const lines = new Map<QueueGroup, QueueEntry[]>(groups.map((group) => [group, []]))
  for (const id of queue.order) {
    const item = queue.items.get(id)
    if (!item) continue
    const state = stepState(item.step.dueAt, timeZone, now)
    const { day } = clockIn(timeZone, item.step.dueAt)
    const isOverdue = state === 'overdue'
    lines
      .get(queue.aside.has(id) ? 'aside' : state)
      ?.push({ item, isOverdue, day: isOverdue && day !== today ? day : null })
  }
  return [...lines].flatMap(([group, entries]) => {
    const [first] = entries
    if (!first) return []
    const day = group === 'later' ? clockIn(timeZone, first.item.step.dueAt).day : null
    return [{ group, count: entries.length, day }, ...entries]
  })
}

/** How many steps wait and how many of them are late. Of a long day the server counts what was not fetched. */
export function queueCounts(queue: Queue, counted: { today: number; overdue: number }, now: Date) {
  if (queue.isCut) return { today: counted.today, overdue: counted.overdue }
  const overdue = queue.order.filter((id) => new Date(queue.items.get(id)?.step.dueAt ?? now) < now)
  return { today: queue.order.length, overdue: overdue.length }
}

/** Whether a line is a heading. */
export function isHeading(line: QueueLine | undefined): line is QueueHeading {
  return line !== undefined && 'group' in line
}
