import { clockIn } from '../../../../kernel/text/zone.ts'
import { stepState } from '../../../../web/records/step/step-state.ts'
import type { Queue, QueueItem } from './queue.ts'

export type QueueGroup = 'overdue' | 'today' | 'later' | 'aside'

/** A line of the queue on the screen: a heading with how many follow it, or a step. */
export type QueueLine =
  | { group: QueueGroup; count: number }
  | { item: QueueItem; isOverdue: boolean; isEarlierDay: boolean }

/** The queue as lines under headings; what was put last stands under a heading of its own. */
export function queueLines(queue: Queue, now: Date, timeZone: string): QueueLine[] {
  const today = clockIn(timeZone, now).day
  const groups = new Map<QueueGroup, QueueLine[]>()
  for (const id of queue.order) {
    const item = queue.items.get(id)
    if (!item) continue
    const state = stepState(item.step.dueAt, timeZone, now)
    const group = queue.aside.has(id) ? 'aside' : state
    const line = {
      item,
      isOverdue: state === 'overdue',
      isEarlierDay: clockIn(timeZone, item.step.dueAt).day !== today,
    }
    const lines = groups.get(group)
    if (lines) lines.push(line)
    else groups.set(group, [line])
  }
  const shown = (['overdue', 'today', 'later', 'aside'] as const).filter((group) => groups.has(group))
  return shown.flatMap((group) => {
    const lines = groups.get(group) ?? []
    return [{ group, count: lines.length }, ...lines]
  })
}
