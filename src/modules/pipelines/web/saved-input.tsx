import { useState } from 'react'
import css from './saved-input.module.css'

export interface SavedInputProps {
  label: string
  value: string
  onSave: (value: string) => void
  /** Only digits may be written. */
  numeric?: boolean
  /** May be left empty. */
  optional?: boolean
  maxLength?: number
  placeholder?: string
  suffix?: string
  /** Just added: takes the focus with its text selected. */
  isNew?: boolean
  look?: 'title' | 'cell' | 'number'
}

/** One line that is saved when it is left or by Enter; Esc brings the former text back. */
export function SavedInput({
  label,
  value,
  onSave,
  numeric,
  optional,
  isNew,
  look = 'cell',
  suffix,
  ...rest
}: SavedInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  function leave() {
    if (typed === null) return
    const next = typed.trim()
    setTyped(null)
    if (next !== value && (optional || next !== '')) onSave(next)
  }
  return (
    <span className={css.field} data-look={look}>
      <input
        {...rest}
        className={css.input}
        aria-label={label}
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: what was just added is to be named
        autoFocus={isNew}
        value={typed ?? value}
        onFocus={(event) => isNew && event.currentTarget.select()}
        onChange={(event) =>
          setTyped(numeric ? event.currentTarget.value.replace(/\D/g, '') : event.currentTarget.value)
        }
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
      {suffix && (
        <span className={css.suffix} aria-hidden>
          {suffix}
        </span>
      )}
    </span>
  )
}
