import { clockIn, momentIn } from '../../../../kernel/text/zone.ts'

/** The hours that have lines of their own; what is due before or after stands in two more lines. */
export const firstHour = 8
export const lastHour = 19
export type Slot = 'early' | 'late' | number

/** The lines of a day from top to bottom. */
export const slots: readonly Slot[] = [
  'early',
  ...Array.from({ length: lastHour - firstHour + 1 }, (_, index) => firstHour + index),
  'late',
]

/** The day and the line a moment belongs to. */
export function slotOf(moment: string, timeZone: string): { day: string; slot: Slot } {
  const { day, time } = clockIn(timeZone, moment)
  const hour = Number(time.slice(0, 2))
  return { day, slot: hour < firstHour ? 'early' : hour > lastHour ? 'late' : hour }
}

/** A moment moved to another day and line; its minutes stay. */
export function movedTo(moment: string, day: string, slot: Slot, timeZone: string): string {
  const { time } = clockIn(timeZone, moment)
  if (slotOf(moment, timeZone).slot === slot) return momentIn(timeZone, day, time)
  const hour = slot === 'early' ? firstHour - 1 : slot === 'late' ? lastHour + 1 : slot
  return momentIn(timeZone, day, `${String(hour).padStart(2, '0')}:${time.slice(3)}`)
}

/** Steps by day and line, in the order given. */
export function bySlot<Step extends { dueAt: string }>(
  steps: readonly Step[],
  timeZone: string,
): Map<string, Step[]> {
  const cells = new Map<string, Step[]>()
  for (const step of steps) {
    const { day, slot } = slotOf(step.dueAt, timeZone)
    const key = cellKey(day, slot)
    const cell = cells.get(key)
    if (cell) cell.push(step)
    else cells.set(key, [step])
  }
  return cells
}

export const cellKey = (day: string, slot: Slot) => `${day} ${slot}`
