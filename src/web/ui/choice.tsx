import type { ReactNode } from 'react'
import css from './choice.module.css'
import { Icon, type IconName } from './icon.tsx'

export interface ChoiceOption<Value extends string> {
  value: Value
  label: string
  icon?: IconName
  /** More about it, for cards. */
  description?: ReactNode
}

export interface ChoiceProps<Value extends string> {
  /** What is chosen; read out before the options. */
  label: string
  hiddenLabel?: boolean
  value: Value | null
  onChange: (value: Value) => void
  options: readonly ChoiceOption<Value>[]
  name: string
  /** `segments` in one line, `cards` with descriptions. */
  look?: 'segments' | 'cards'
  /** The one chosen takes the focus when the dialog it stands in opens. */
  autoFocus?: boolean
}

/** One of a few, all in sight. Radio buttons underneath: arrows move, and the form sees a value. */
export function Choice<Value extends string>({
  label,
  hiddenLabel,
  value,
  onChange,
  options,
  name,
  look = 'segments',
  autoFocus,
}: ChoiceProps<Value>) {
  return (
    <fieldset className={css.choice}>
      <legend className={hiddenLabel ? 'visually-hidden' : css.legend}>{label}</legend>
      <div className={css.options} data-look={look}>
        {options.map((option) => (
          <label key={option.value} className={css.option}>
            <input
              type="radio"
              className={css.radio}
              name={name}
              value={option.value}
              checked={value === option.value}
              data-autofocus={(autoFocus && value === option.value) || undefined}
              onChange={() => onChange(option.value)}
            />
            <span className={css.text}>
              <span className={css.label}>
                {option.icon && <Icon name={option.icon} />}
                {option.label}
              </span>
              {option.description && <span className={css.description}>{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
