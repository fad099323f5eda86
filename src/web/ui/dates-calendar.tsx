import { DateInput, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/ru'
import { useState } from 'react'
import { readDate } from '../../kernel/text/read-date.ts'
import { addDays, clockIn, momentIn } from '../../kernel/text/zone.ts'
import { useTextEnv } from '../text/env.tsx'
import { formatDay } from '../text/format.ts'
import type { DatePickerProps, DateTimePickerProps } from './dates.tsx'
import css from './dates-calendar.module.css'
import { TextInput } from './inputs.tsx'
import { useStrings } from './strings.tsx'

/** The date field with its calendar; a chunk of its own. */
export function CalendarDatePicker({ value, onChange, clearable = false, ...rest }: DatePickerProps) {
  const env = useTextEnv()
  const strings = useStrings()
  return (
    <DatesProvider settings={{ locale: env.locale, firstDayOfWeek: env.locale === 'ru' ? 1 : 0 }}>
      <DateInput
        {...rest}
        value={value}
        onChange={(next) => onChange(next)}
        clearable={clearable}
        clearButtonProps={{ 'aria-label': strings.clear }}
        valueFormat={(day) => formatDay(day, env.locale)}
        dateParser={(text) => readDay(text, env.locale, clockIn(env.timeZone, new Date()).day)}
        popoverProps={{ withinPortal: true }}
      />
    </DatesProvider>
  )
}

/** The date field with a time of day beside it. */
export function CalendarDateTimePicker({ value, onChange, label, error, ...rest }: DateTimePickerProps) {
  const { timeZone } = useTextEnv()
  const clock = value ? clockIn(timeZone, value) : null
  const [typed, setTyped] = useState<string | null>(null)

  function changeDay(day: string | null) {
    onChange(day === null ? null : momentIn(timeZone, day, clock?.time ?? '10:00'))
  }

  function changeTime() {
    const time = typed === null ? null : readTimeOfDay(typed)
    if (clock && time) onChange(momentIn(timeZone, clock.day, time))
    setTyped(null)
  }

  return (
    <div className={css.pair}>
      <CalendarDatePicker
        {...rest}
        label={label}
        error={error}
        value={clock?.day ?? null}
        onChange={changeDay}
      />
      <TextInput
        aria-label={timeLabel(label, rest['aria-label'])}
        className={css.time}
        value={typed ?? clock?.time ?? ''}
        onChange={setTyped}
        onBlur={changeTime}
        onKeyDown={(event) => event.key === 'Enter' && changeTime()}
        disabled={rest.disabled || !clock}
        inputMode="numeric"
      />
    </div>
  )
}

function timeLabel(label: unknown, ariaLabel: string | undefined): string {
  return `${typeof label === 'string' ? label : (ariaLabel ?? '')} — HH:MM`
}

/** `5.12`, `завтра`, `tomorrow`, `+3`, or any full date. */
function readDay(text: string, locale: 'ru' | 'en', today: string): string | null {
  const words: Record<string, number> = { сегодня: 0, today: 0, завтра: 1, tomorrow: 1, послезавтра: 2 }
  const lower = text.trim().toLowerCase()
  const days = words[lower] ?? (/^\+\d{1,3}$/.test(lower) ? Number(lower) : null)
  if (days !== null) return addDays(today, days)
  const year = today.slice(0, 4)
  return (
    readDate(text, locale) ??
    readDate(
      /^\d{1,2}\.\d{1,2}\.?$/.test(lower) ? `${lower.replace(/\.$/, '')}.${year}` : `${text} ${year}`,
      locale,
    )
  )
}

/** `9`, `930`, `9:30`, `9.30`, `2 pm`. */
export function readTimeOfDay(text: string): string | null {
  const match = /^(\d{1,2}?)[:.\s]?(\d{2})?\s*([ap]m)?$/i.exec(text.trim())
  if (!match) return null
  const [, hourText = '', minute = '00', half] = match
  const hour = half ? (Number(hourText) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hourText)
  return hour < 24 && Number(minute) < 60 ? `${String(hour).padStart(2, '0')}:${minute}` : null
}
