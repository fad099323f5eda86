import { type RefObject, useEffect, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Row } from '../../api/shapes.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useRowKeys } from '../row-keys.ts'

export interface CalendarKeysOptions {
  entity: Entity
  byDay: ReadonlyMap<string, readonly Row[]>
  region: RefObject<HTMLElement | null>
  open: (row: Row) => void
  /** Moves a record so many days. */
  move: (row: Row, days: number) => void
  step: (by: 1 | -1) => void
  toToday: () => void
}

/** The keys of a calendar: arrows walk over records and days, Shift with an arrow moves the record. */
export function useCalendarKeys({ entity, byDay, region, open, move, step, toToday }: CalendarKeysOptions) {
  const [chosen, setCurrent] = useState<string | null>(null)
  const [focusWanted, setFocusWanted] = useState(0)
  const days = [...byDay.keys()].sort()
  const order = days.flatMap((day) => byDay.get(day) ?? [])
  const row = order.find(({ id }) => id === chosen) ?? order[0]
  const current = row?.id ?? null

  useEffect(() => {
    if (focusWanted === 0 || !current) return
    region.current?.querySelector<HTMLElement>(`[data-event="${current}"]`)?.focus()
  }, [focusWanted, current, region])

  function go(to: Row | undefined) {
    if (to) setCurrent(to.id)
    setFocusWanted((count) => count + 1)
  }

  function walk(by: 1 | -1) {
    go(order[order.findIndex(({ id }) => id === current) + by])
  }

  function toDay(by: 1 | -1) {
    const at = days.findIndex((day) => byDay.get(day)?.some(({ id }) => id === current))
    go(byDay.get(days[at + by] ?? '')?.[0])
  }

  function shift(by: number) {
    if (!row) return
    move(row, by)
    go(row)
  }

  const has = row !== undefined
  const rowKeys = useRowKeys(entity, row ?? null, open)
  useActions('calendar', [
    {
      id: 'calendar.nextRecord',
      titleKey: 'records.keys.cardDown',
      keys: ['ArrowDown', 'j'],
      keyOnly: true,
      visible: has,
      perform: () => walk(1),
    },
    {
      id: 'calendar.previousRecord',
      titleKey: 'records.keys.cardUp',
      keys: ['ArrowUp', 'k'],
      keyOnly: true,
      visible: has,
      perform: () => walk(-1),
    },
    {
      id: 'calendar.nextDay',
      titleKey: 'records.calendar.nextDay',
      keys: 'ArrowRight',
      keyOnly: true,
      visible: has,
      perform: () => toDay(1),
    },
    {
      id: 'calendar.previousDay',
      titleKey: 'records.calendar.previousDay',
      keys: 'ArrowLeft',
      keyOnly: true,
      visible: has,
      perform: () => toDay(-1),
    },
    {
      id: 'calendar.later',
      titleKey: 'records.calendar.later',
      keys: 'Shift+ArrowRight',
      visible: has,
      perform: () => shift(1),
    },
    {
      id: 'calendar.earlier',
      titleKey: 'records.calendar.earlier',
      keys: 'Shift+ArrowLeft',
      visible: has,
      perform: () => shift(-1),
    },
    {
      id: 'calendar.weekLater',
      titleKey: 'records.calendar.weekLater',
      keys: 'Shift+ArrowDown',
      visible: has,
      perform: () => shift(7),
    },
    {
      id: 'calendar.weekEarlier',
      titleKey: 'records.calendar.weekEarlier',
      keys: 'Shift+ArrowUp',
      visible: has,
      perform: () => shift(-7),
    },
    {
      id: 'calendar.forward',
      titleKey: 'records.calendar.forward',
      icon: 'chevronRight',
      keys: 'PageDown',
      perform: () => step(1),
    },
    {
      id: 'calendar.back',
      titleKey: 'records.calendar.back',
      icon: 'chevronLeft',
      keys: 'PageUp',
      perform: () => step(-1),
    },
    { id: 'calendar.today', titleKey: 'records.calendar.today', icon: 'today', keys: 't', perform: toToday },
    ...rowKeys.actions,
    rowKeys.closing,
  ])
  return { current, setCurrent }
}
