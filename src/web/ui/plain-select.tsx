import css from './plain-select.module.css'
import type { Option } from './select.tsx'

export interface PlainSelectProps<Value extends string> {
  value: Value
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  'aria-label': string
  disabled?: boolean
  /** Colours the value in a table of many. */
  tone?: 'quiet' | 'normal' | 'strong'
}

/** The browser's own list of options, for cells of a table and other places with many of them. */
export function PlainSelect<Value extends string>({
  value,
  onChange,
  options,
  tone = 'normal',
  ...rest
}: PlainSelectProps<Value>) {
  return (
    <select
      {...rest}
      className={css.select}
      data-tone={tone}
      value={value}
      // Only the given options can be chosen.
      onChange={(event) => onChange(event.currentTarget.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
