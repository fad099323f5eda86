import { useRef, useState } from 'react'
import { addDays, momentIn } from '../../../../kernel/text/zone.ts'
import { useActions } from '../../../../web/shell/actions/registry.ts'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { useDropTarget } from '../../../../web/ui/drag.ts'
import { type Kinds, useKinds } from '../parts/kinds.ts'
import { useNow } from '../parts/now.ts'
import { type CalendarStep, CalendarStepButton, draggedStep } from './calendar-step.tsx'
import { DayHead } from './day-head.tsx'
import { bySlot, cellKey, firstHour, lastHour, movedTo, type Slot, slotOf, slots } from './slots.ts'
import css from './time-grid.module.css'

/** How many steps of one hour are shown before the rest is asked for. */
const most = 5

export interface TimeGridProps {
  days: readonly string[]
  steps: readonly CalendarStep[]
  titles: Readonly<Record<string, string>>
  withOwner: boolean
  onOpenDay: (day: string) => void
  onMoveTo: (step: CalendarStep, dueAt: string) => void
  onMove: (step: CalendarStep) => void
}

/** Days side by side, hours below each other; an hour is as high as its fullest day needs. */
export function TimeGrid(props: TimeGridProps) {
  const { days, steps, onMoveTo } = props
  const t = useT()
  const { timeZone } = useTextEnv()
  const kinds = useKinds()
  const grid = useRef<HTMLTableElement>(null)
  const cells = bySlot(steps, timeZone)
  const here = slotOf(useNow().toISOString(), timeZone)
  useMoveKeys(grid, steps, onMoveTo)

  function drop(id: string, day: string, slot: Slot) {
    const step = steps.find((one) => one.id === id)
    if (step) onMoveTo(step, movedTo(step.dueAt, day, slot, timeZone))
  }

  const shown = slots.filter(
    (slot) => typeof slot === 'number' || days.some((day) => cells.has(cellKey(day, slot))),
  )
  return (
    <div className={css.scroller}>
      <table
        ref={grid}
        className={css.grid}
        data-many={days.length > 1 || undefined}
        aria-label={t('steps.calendar.title')}
      >
        <GridHead days={days} today={here.day} cells={cells} onOpenDay={props.onOpenDay} />
        <tbody>
          {shown.map((slot) => (
            <tr key={slot}>
              <HourHead slot={slot} isNow={slot === here.slot && days.includes(here.day)} />
              {days.map((day) => (
                <Cell
                  key={day}
                  steps={cells.get(cellKey(day, slot)) ?? []}
                  isToday={day === here.day}
                  grid={props}
                  kinds={kinds}
                  onDrop={(id) => drop(id, day, slot)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface GridHeadProps {
  days: readonly string[]
  today: string
  cells: ReadonlyMap<string, readonly CalendarStep[]>
  onOpenDay: (day: string) => void
}

function GridHead({ days, today, cells, onOpenDay }: GridHeadProps) {
  const countOf = (day: string) =>
    slots.reduce<number>((sum, slot) => sum + (cells.get(cellKey(day, slot))?.length ?? 0), 0)
  return (
    <thead>
      <tr>
        <td className={css.corner} />
        {days.map((day) => (
          <DayHead
            key={day}
            day={day}
            isToday={day === today}
            count={countOf(day)}
            onOpen={days.length > 1 ? onOpenDay : undefined}
          />
        ))}
      </tr>
    </thead>
  )
}

interface CellProps {
  steps: readonly CalendarStep[]
  isToday: boolean
  grid: TimeGridProps
  kinds: Kinds
  onDrop: (id: string) => void
}

function Cell({ steps, isToday, grid, kinds, onDrop }: CellProps) {
  const t = useT()
  const cell = useRef<HTMLTableCellElement>(null)
  const { isOver } = useDropTarget(cell, {
    accepts: ({ kind }) => kind === draggedStep,
    onDrop: ({ id }) => onDrop(String(id)),
  })
  const [isUnfolded, setUnfolded] = useState(false)
  const shown = isUnfolded || steps.length <= most ? steps : steps.slice(0, most - 1)
  return (
    <td ref={cell} className={css.cell} data-over={isOver || undefined} data-today={isToday || undefined}>
      {shown.map((step) => (
        <CalendarStepButton
          key={step.id}
          step={step}
          kind={kinds.kindOf(step.kind)}
          ownerName={grid.withOwner ? grid.titles[step.owner] : undefined}
          look="chip"
          onMove={grid.onMove}
        />
      ))}
      {shown.length < steps.length && (
        <button type="button" className={css.more} onClick={() => setUnfolded(true)}>
          {t('steps.calendar.more', { count: steps.length - shown.length })}
        </button>
      )}
    </td>
  )
}

function HourHead({ slot, isNow }: { slot: Slot; isNow: boolean }) {
  const t = useT()
  const format = useFormat()
  const { timeZone } = useTextEnv()
  const at = (hour: number) =>
    format.time(momentIn(timeZone, format.today(), `${String(hour).padStart(2, '0')}:00`))
  const label =
    slot === 'early'
      ? t('steps.calendar.early', { time: at(firstHour) })
      : slot === 'late'
        ? t('steps.calendar.late', { time: at(lastHour + 1) })
        : at(slot)
  return (
    <th scope="row" className={css.hour} data-now={isNow || undefined}>
      {label}
    </th>
  )
}

/** Shift with an arrow moves the step that has the focus by a day or an hour. */
function useMoveKeys(
  grid: React.RefObject<HTMLElement | null>,
  steps: readonly CalendarStep[],
  onMoveTo: TimeGridProps['onMoveTo'],
) {
  const { timeZone } = useTextEnv()
  function focused(): CalendarStep | undefined {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.step : undefined
    return steps.find((step) => step.id === id)
  }
  function byDays(count: number) {
    const step = focused()
    if (!step) return
    const { day, slot } = slotOf(step.dueAt, timeZone)
    onMoveTo(step, movedTo(step.dueAt, addDays(day, count), slot, timeZone))
  }
  function byHours(count: number) {
    const step = focused()
    if (step) onMoveTo(step, new Date(Date.parse(step.dueAt) + count * 3_600_000).toISOString())
  }
  useActions(
    'calendar',
    [
      {
        id: 'calendar.day-later',
        titleKey: 'steps.calendar.moveDay',
        keys: 'Shift+ArrowRight',
        keyOnly: true,
        perform: () => byDays(1),
      },
      {
        id: 'calendar.day-earlier',
        titleKey: 'steps.calendar.moveDayBack',
        keys: 'Shift+ArrowLeft',
        keyOnly: true,
        perform: () => byDays(-1),
      },
      {
        id: 'calendar.hour-later',
        titleKey: 'steps.calendar.moveHour',
        keys: 'Shift+ArrowDown',
        keyOnly: true,
        perform: () => byHours(1),
      },
      {
        id: 'calendar.hour-earlier',
        titleKey: 'steps.calendar.moveHourBack',
        keys: 'Shift+ArrowUp',
        keyOnly: true,
        perform: () => byHours(-1),
      },
    ],
    { within: grid },
  )
}
