import { useEffect, useRef, useState } from 'react'
import { andFilter } from '../../../kernel/queries/filter.ts'
import { addDays } from '../../../kernel/text/zone.ts'
import { useRecords } from '../../api/records.ts'
import type { Row } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { PagePending, PartFailure } from '../../shell/page-states.tsx'
import { usePeek } from '../../shell/peek.tsx'
import { useTextEnv } from '../../text/env.tsx'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import type { List } from '../list/use-list.ts'
import { useSaveCell } from '../list/use-save-cell.ts'
import { useMayUpdate } from '../may-update.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import css from './calendar.module.css'
import { CalendarDay } from './calendar-day.tsx'
import { CalendarEvent } from './calendar-event.tsx'
import { CalendarHead } from './calendar-head.tsx'
import { dayOfValue, movedTo, stepped, weeksOf } from './days.ts'
import { useCalendarKeys } from './use-calendar-keys.ts'

const pageSize = 200
/** So many records of the days shown are fetched; beyond that a calendar says nothing to anybody. */
const mostShown = 1000
const inMonthCell = 2

/** Records on the days of a date field, a month or a week at a time; on a phone as an agenda. */
export function CalendarBody({
  screens,
  list,
  day: name,
}: {
  screens: RecordScreens
  list: List
  day: string
}) {
  const { entity } = screens
  const field = entity.fields[name]
  if (!field) throw new Error(`${entity.name} has no field ${name}`)
  const t = useT()
  const format = useFormat()
  const { timeZone } = useTextEnv()
  const go = useGo()
  const peek = usePeek()
  const isPhone = useIsPhone()
  const save = useSaveCell(entity)
  const mayUpdate = useMayUpdate(entity)
  const region = useRef<HTMLDivElement>(null)
  const today = format.today()
  const at = list.search.at ?? today
  const span = isPhone ? 'month' : (list.search.span ?? 'month')
  const weeks = weeksOf(at, span)
  const days = weeks.flat()
  const [first = at, last = at] = [days[0], days.at(-1)]
  // The server counts days by the company's clocks, the calendar by those of the reader.
  const within = { field: name, op: 'between', value: [addDays(first, -1), addDays(last, 1)] } as const
  const { filter, q } = list.state
  const found = useRecords(entity, {
    filter: andFilter(filter, within),
    sort: [name],
    q: q || undefined,
    limit: pageSize,
  })
  const { rows, hasMore, isLoadingMore, loadMore } = found
  const isFull = rows.length >= mostShown

  useEffect(() => {
    if (hasMore && !isLoadingMore && !isFull) loadMore()
  }, [hasMore, isLoadingMore, isFull, loadMore])

  const byDay = new Map<string, Row[]>()
  for (const row of rows) {
    const day = dayOfValue(field, row[name], timeZone)
    if (day !== null && day >= first && day <= last) byDay.set(day, [...(byDay.get(day) ?? []), row])
  }
  const isMovable = !field.readOnly && !field.createOnly
  const mayMove = (row: Row) => isMovable && mayUpdate(row)
  const titleOf = (row: Row) => String(row[entity.title] ?? '')
  const [spoken, setSpoken] = useState('')

  function move(row: Row, day: string) {
    if (!mayMove(row) || day === dayOfValue(field!, row[name], timeZone)) return
    void save(row, name, movedTo(field!, row[name], day, timeZone), undefined)
    setSpoken(t('records.calendar.moved', { title: titleOf(row), day: format.dayLong(day) }))
  }

  function open(row: Row) {
    const order = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, all]) => all)
    keepTrail(
      entity.name,
      order.map(({ id }) => id),
    )
    go({ to: `/${entity.table}/${row.id}` })
  }

  const show = (next: { at?: string; span?: typeof span }) => list.setSearch(next, { replace: true })
  const step = (by: 1 | -1) => show({ at: stepped(at, span, by) })
  const keys = useCalendarKeys({
    entity,
    byDay,
    region,
    open,
    move: (row, by) => {
      const from = dayOfValue(field, row[name], timeZone)
      if (from) move(row, addDays(from, by))
    },
    step,
    toToday: () => show({ at: undefined }),
  })

  if (found.error && rows.length === 0) return <PartFailure error={found.error} onRetry={found.reload} />
  if (found.isLoading || list.isWaiting) return <PagePending />

  const eventOf = (row: Row) => (
    <CalendarEvent
      key={row.id}
      row={row}
      title={titleOf(row)}
      moment={field.type.name === 'dateTime' ? String(row[name]) : null}
      isCurrent={keys.current === row.id}
      mayMove={mayMove(row)}
      isPeeked={peek.peek?.id === row.id}
      onFocus={() => keys.setCurrent(row.id)}
      onOpen={() => open(row)}
    />
  )
  const filledDays = days.filter((day) => byDay.has(day))
  return (
    <div className={css.body} data-stale={found.isStale || undefined}>
      <CalendarHead
        days={days}
        at={at}
        span={span}
        note={isFull && hasMore ? t('records.calendar.tooMany', { count: mostShown }) : null}
        onStep={step}
        onToday={() => show({ at: undefined })}
        onSpan={(next) => show({ span: next === 'month' ? undefined : next })}
      />
      {isPhone ? (
        <div ref={region} className={css.agenda}>
          {filledDays.length === 0 && <p className={css.none}>{t('records.calendar.none')}</p>}
          {filledDays.map((day) => (
            <section key={day} aria-label={format.dayLong(day)}>
              <h3 className={css.agendaDay} data-today={day === today || undefined}>
                {format.weekday(day)}, {format.dayLong(day)}
              </h3>
              {byDay.get(day)?.map(eventOf)}
            </section>
          ))}
        </div>
      ) : (
        <>
          <div className={css.weekdays} aria-hidden>
            {weeks[0]?.map((day) => (
              <span key={day}>{format.weekday(day)}</span>
            ))}
          </div>
          <div ref={region} className={css.grid} data-span={span}>
            {days.map((day) => {
              const all = byDay.get(day) ?? []
              // One more than there is room for stands in the place of the words that say so.
              const room = span === 'week' || all.length <= inMonthCell + 1 ? all.length : inMonthCell
              return (
                <CalendarDay
                  key={day}
                  day={day}
                  isToday={day === today}
                  isOther={span === 'month' && day.slice(0, 7) !== at.slice(0, 7)}
                  hidden={all.length - room}
                  onMore={() => show({ span: 'week', at: day })}
                  onDrop={(row) => move(row, day)}
                >
                  {all.slice(0, room).map(eventOf)}
                </CalendarDay>
              )
            })}
          </div>
        </>
      )}
      <div className="visually-hidden" aria-live="assertive">
        {spoken}
      </div>
    </div>
  )
}
