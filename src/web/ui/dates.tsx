import { Suspense } from 'react'
import { preloaded } from '../app/preloaded.tsx'
import { type FieldProps, TextInput } from './inputs.tsx'

export interface DatePickerProps extends FieldProps {
  /** `2026-11-22`, or null. */
  value: string | null
  onChange: (value: string | null) => void
  clearable?: boolean
  minDate?: string
  maxDate?: string
}

export interface DateTimePickerProps extends Omit<DatePickerProps, 'value'> {
  /** A moment in UTC, `2026-11-22T09:30:00.000Z`, or null; shown and read in the reader's time zone. */
  value: string | null
}

const LazyDatePicker = preloaded(async () => (await import('./dates-calendar.tsx')).CalendarDatePicker)
const LazyDateTimePicker = preloaded(
  async () => (await import('./dates-calendar.tsx')).CalendarDateTimePicker,
)

/** Fetches the calendar before somebody asks for it. */
export async function preloadDates(): Promise<void> {
  await LazyDatePicker.preload()
  await LazyDateTimePicker.preload()
}

/** A calendar day: typed the way people write dates, or chosen from a month. The calendar is fetched on first use. */
export function DatePicker(props: DatePickerProps) {
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <LazyDatePicker {...props} />
    </Suspense>
  )
}

/** A day and a time of day in the reader's time zone. */
export function DateTimePicker(props: DateTimePickerProps) {
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <LazyDateTimePicker {...props} />
    </Suspense>
  )
}

function Waiting({ label, description, required, className, 'aria-label': ariaLabel }: FieldProps) {
  return (
    <TextInput
      label={label}
      description={description}
      required={required}
      className={className}
      aria-label={ariaLabel}
      value=""
      onChange={() => {}}
      readOnly
    />
  )
}
