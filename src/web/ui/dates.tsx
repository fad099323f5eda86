import { lazy, Suspense } from 'react'
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

const LazyDatePicker = lazy(() => import('./dates-calendar.tsx').then((part) => ({ default: part.CalendarDatePicker })))
const LazyDateTimePicker = lazy(() =>
  import('./dates-calendar.tsx').then((part) => ({ default: part.CalendarDateTimePicker })),
)

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
