import { clockIn } from '../../../kernel/text/zone.ts'

export type StepState = 'overdue' | 'today' | 'later'

/** How pressing a step is on the reader's clocks: its moment has passed, it is due later today, or on another day. */
export function stepState(dueAt: string, timeZone: string, now = new Date()): StepState {
  if (Date.parse(dueAt) < now.getTime()) return 'overdue'
  return clockIn(timeZone, dueAt).day === clockIn(timeZone, now).day ? 'today' : 'later'
}
