import { DatePicker, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/ru'
import { useEffect, useRef, useState } from 'react'
import { useTextEnv } from '../text/env.tsx'
import { useFormat } from '../text/use-format.ts'
import { clockIn, momentIn } from '../text/zone.ts'
import { readTimeOfDay } from './dates-calendar.tsx'
import { TextInput } from './inputs.tsx'
import css from './moment-calendar.module.css'

/** What the parts of the calendar are called. */
export interface MomentWords {
  time: string
  month: string
  nextMonth: string
  previousMonth: string
}

export interface MomentCalendarProps {
  value: string | null
  words: MomentWords
  onChange: (moment: string) => void
  /** A time was chosen, so the choice is complete. */
  onDone: () => void
}

const times = Array.from({ length: 26 }, (_, index) => `${String(8 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`)

/** A month with the times of a day beside it; a chunk of its own. */
export function MomentCalendar({ value, words, onChange, onDone }: MomentCalendarProps) {
  const { locale, timeZone } = useTextEnv()
  const format = useFormat()
  const clock = clockIn(timeZone, value ?? new Date())
  const [typed, setTyped] = useState<string | null>(null)
  const chosen = useRef<HTMLButtonElement>(null)

  useEffect(() => chosen.current?.scrollIntoView({ block: 'center' }), [])

  function take(time: string | null) {
    setTyped(null)
    if (time) onChange(momentIn(timeZone, clock.day, time))
  }

  return (
    <DatesProvider settings={{ locale, firstDayOfWeek: locale === 'ru' ? 1 : 0 }}>
      <div className={css.calendar}>
        <DatePicker
          size="xs"
          value={clock.day}
          defaultDate={clock.day}
          minDate={format.today()}
          ariaLabels={{ monthLevelControl: words.month, nextMonth: words.nextMonth, previousMonth: words.previousMonth }}
          onChange={(day) => day && onChange(momentIn(timeZone, day, value ? clock.time : '10:00'))}
        />
        <div className={css.times}>
          <TextInput
            aria-label={words.time}
            value={typed ?? format.time(momentIn(timeZone, clock.day, clock.time))}
            onChange={setTyped}
            onBlur={() => typed !== null && take(readTimeOfDay(typed))}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              if (typed !== null) take(readTimeOfDay(typed))
              onDone()
            }}
          />
          <div className={css.list}>
            {times.map((time) => (
              <button
                key={time}
                type="button"
                ref={time === nearest(clock.time) ? chosen : undefined}
                className={css.time}
                aria-pressed={time === clock.time}
                onClick={() => {
                  take(time)
                  onDone()
                }}
              >
                {format.time(momentIn(timeZone, clock.day, time))}
              </button>
            ))}
          </div>
        </div>
      </div>
    </DatesProvider>
  )
}

function nearest(time: string): string {
  return times.find((one) => one >= time) ?? times.at(-1) ?? time
}
