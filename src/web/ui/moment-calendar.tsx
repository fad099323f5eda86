import { DatePicker, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/ru'
import { useEffect, useRef, useState } from 'react'
import { clockIn, momentIn } from '../../kernel/text/zone.ts'
import { useTextEnv } from '../text/env.tsx'
import { useFormat } from '../text/use-format.ts'
import { Button } from './button.tsx'
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
  /** A moment was chosen: a time was pressed, or Enter, or the button. */
  onPick: (moment: string) => void
}

const times = Array.from(
  { length: 26 },
  (_, index) => `${String(8 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`,
)

/** A month with the times of a day beside it; a chunk of its own. */
export function MomentCalendar({ value, words, onPick }: MomentCalendarProps) {
  const { locale, timeZone } = useTextEnv()
  const format = useFormat()
  const [{ day, time }, setChosen] = useState(() =>
    value ? clockIn(timeZone, value) : { day: format.today(), time: '10:00' },
  )
  const [typed, setTyped] = useState<string | null>(null)
  const at = (clock: string) => momentIn(timeZone, day, clock)
  const moment = at((typed !== null && readTimeOfDay(typed)) || time)
  return (
    <DatesProvider settings={{ locale, firstDayOfWeek: locale === 'ru' ? 1 : 0 }}>
      <div className={css.calendar}>
        <div className={css.days}>
          <DatePicker
            size="xs"
            value={day}
            defaultDate={day}
            minDate={format.today()}
            ariaLabels={{
              monthLevelControl: words.month,
              nextMonth: words.nextMonth,
              previousMonth: words.previousMonth,
            }}
            onChange={(next) => next && setChosen({ day: next, time })}
          />
          <Button variant="primary" fullWidth onClick={() => onPick(moment)}>
            {format.due(moment)}
          </Button>
        </div>
        <div className={css.times}>
          <TextInput
            aria-label={words.time}
            value={typed ?? format.time(moment)}
            onChange={setTyped}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              onPick(moment)
            }}
          />
          <Times time={time} at={at} onPick={onPick} />
        </div>
      </div>
    </DatesProvider>
  )
}

interface TimesProps {
  /** The time chosen now. */
  time: string
  /** The moment of a time of the chosen day. */
  at: (time: string) => string
  onPick: (moment: string) => void
}

/** The half hours of a working day; the one nearest to what is chosen comes into sight. */
function Times({ time, at, onPick }: TimesProps) {
  const format = useFormat()
  const nearest = useRef<HTMLButtonElement>(null)
  useEffect(() => nearest.current?.scrollIntoView({ block: 'center' }), [])
  const shown = times.find((one) => one >= time) ?? times.at(-1)
  return (
    <div className={css.list}>
      {times.map((one) => (
        <button
          key={one}
          type="button"
          ref={one === shown ? nearest : undefined}
          className={css.time}
          aria-pressed={one === time}
          onClick={() => onPick(at(one))}
        >
          {format.time(at(one))}
        </button>
      ))}
    </div>
  )
}
