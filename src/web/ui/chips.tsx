import type { ReactNode } from 'react'
import css from './chips.module.css'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'

export interface ChipOption<Value extends string> {
  value: Value
  label: ReactNode
  icon?: IconName
  /** The key that does the same. */
  keys?: string
  /** Said more quietly after the label. */
  hint?: ReactNode
}

export interface ChipsProps<Value extends string> {
  /** What is chosen; read out before the options. */
  label: string
  hiddenLabel?: boolean
  name: string
  value: Value | null
  onChange: (value: Value) => void
  options: readonly ChipOption<Value>[]
  /** Takes the focus when it appears: the chosen one, else the first. */
  autoFocus?: boolean
  /** Stands after the options, in the same row. */
  children?: ReactNode
}

/** One of several, side by side and in sight. Radio buttons underneath: arrows move, Enter sends the form. */
export function Chips<Value extends string>(props: ChipsProps<Value>) {
  const { label, hiddenLabel = false, name, value, onChange, options, autoFocus = false, children } = props
  const focused = options.some((option) => option.value === value) ? value : options[0]?.value
  return (
    <fieldset className={css.chips}>
      <legend className="visually-hidden">{label}</legend>
      {!hiddenLabel && (
        <span className={css.label} aria-hidden>
          {label}
        </span>
      )}
      <div className={css.options}>
        {options.map((option) => (
          <label key={option.value} className={css.chip}>
            <input
              type="radio"
              className={css.radio}
              name={name}
              value={option.value}
              checked={value === option.value}
              // biome-ignore lint/a11y/noAutofocus: a form that opens by a key takes the focus to what is likeliest
              autoFocus={autoFocus && option.value === focused}
              aria-keyshortcuts={option.keys}
              onChange={() => onChange(option.value)}
            />
            <span className={css.face}>
              {option.keys && <Kbd keys={option.keys} quiet />}
              {option.icon && <Icon name={option.icon} size={14} />}
              {option.label}
              {option.hint && <span className={css.hint}>{option.hint}</span>}
            </span>
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  )
}
