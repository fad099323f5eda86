import { clockIn } from '../../../../kernel/text/zone.ts'

export interface DayGroup<Item> {
  /** `2026-11-22` on the reader's clocks. */
  day: string
  items: readonly Item[]
}

/** Groups what happened by the day it happened on, keeping the order. */
export function groupByDay<Item extends { at: string }>(
  items: readonly Item[],
  timeZone: string,
): DayGroup<Item>[] {
  const groups: { day: string; items: Item[] }[] = []
  for (const item of items) {
    const { day } = clockIn(timeZone, item.at)
    const last = groups.at(-1)
    if (last?.day === day) last.items.push(item)
    else groups.push({ day, items: [item] })
  }
  return groups
}
