import type { Money } from '../../kernel/fields/types/money.ts'
import { printPhone } from '../../kernel/text/phone.ts'
import { useStore } from '../app/store.ts'
import { phoneLibrary } from '../text/phone-library.ts'
import { useFormat } from '../text/use-format.ts'
import { Tooltip } from './tooltip.tsx'

/** An amount with its currency in tabular digits; `compact` is for heads and cards and keeps the exact sum in a tooltip. */
export function MoneyText({ value, compact = false }: { value: Money; compact?: boolean }) {
  const format = useFormat()
  if (!compact) return <span className="numeric">{format.money(value)}</span>
  return (
    <Tooltip label={format.money(value)}>
      <span className="numeric">{format.moneyCompact(value)}</span>
    </Tooltip>
  )
}

/** A calendar day: `22.11.2026`, or in words with `long`. */
export function DateText({ value, long = false }: { value: string; long?: boolean }) {
  const format = useFormat()
  return (
    <time className="numeric" dateTime={value}>
      {long ? format.dayLong(value) : format.day(value)}
    </time>
  )
}

/** A moment on the reader's clocks. */
export function DateTimeText({ value, long = false }: { value: string; long?: boolean }) {
  const format = useFormat()
  return (
    <time className="numeric" dateTime={value}>
      {long ? format.momentLong(value) : format.moment(value)}
    </time>
  )
}

/** How long ago or how soon, with the exact moment in a tooltip. */
export function RelativeTime({ value }: { value: string }) {
  const format = useFormat()
  return (
    <Tooltip label={format.momentLong(value)}>
      <time dateTime={value}>{format.relative(value)}</time>
    </Tooltip>
  )
}

/** A phone as people write it, that dials when pressed. */
export function PhoneText({ value }: { value: string }) {
  useStore(phoneLibrary)
  return (
    <a
      className="numeric"
      href={`tel:${value.replace(';ext=', ',')}`}
      onClick={(event) => event.stopPropagation()}
    >
      {printPhone(value)}
    </a>
  )
}
