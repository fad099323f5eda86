import { useState } from 'react'
import css from './plans.module.css'

export interface GoalInputProps {
  label: string
  value: number | null
  disabled?: boolean
  onSave: (value: number | null) => void
}

const most = 10_000

/** A whole number in a cell: leaving it or Enter saves, Esc brings the former one back, empty means none. */
export function GoalInput({ label, value, disabled, onSave }: GoalInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  function leave() {
    if (typed === null) return
    setTyped(null)
    const next = typed === '' ? null : Math.min(most, Number(typed))
    if (next !== value) onSave(next)
  }
  return (
    <input
      className={css.input}
      aria-label={label}
      inputMode="numeric"
      autoComplete="off"
      disabled={disabled}
      value={typed ?? value ?? ''}
      placeholder="—"
      onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ''))}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}
