import { type KeyboardEventHandler, type ReactNode, type Ref, useId } from 'react'
import css from './growing-area.module.css'

export interface GrowingAreaProps {
  label: ReactNode
  value: string
  onChange: (value: string) => void
  error?: ReactNode
  maxLength?: number
  onKeyDown?: KeyboardEventHandler<HTMLTextAreaElement>
  ref?: Ref<HTMLTextAreaElement>
}

/**
 * A line that grows with its text by the browser's own means (where those are missing it scrolls), for places that
 * are drawn anew at every key press. Elsewhere use `TextArea`.
 */
export function GrowingArea({ label, error, onChange, ...rest }: GrowingAreaProps) {
  const id = useId()
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        className={css.area}
        rows={1}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
    </div>
  )
}
