import { type ReactNode, useId } from 'react'
import css from './toggles.module.css'

export interface CheckboxProps {
  checked: boolean
  onChange: (checked: boolean) => void
  label?: ReactNode
  description?: ReactNode
  error?: ReactNode
  /** Some, but not all, of what it stands for is chosen. */
  indeterminate?: boolean
  disabled?: boolean
  'aria-label'?: string
  className?: string
  tabIndex?: number
}

/** Yes or no among others. */
export function Checkbox(props: CheckboxProps) {
  return <Toggle {...props} look="box" />
}

/** Yes or no that takes effect at once. */
export function Switch(props: Omit<CheckboxProps, 'indeterminate'>) {
  return <Toggle {...props} look="switch" />
}

function Toggle(props: CheckboxProps & { look: 'box' | 'switch' }) {
  const {
    checked,
    onChange,
    label,
    description,
    error,
    indeterminate = false,
    className,
    look,
    ...rest
  } = props
  const id = useId()
  const input = (
    <input
      {...rest}
      id={id}
      ref={(element) => {
        if (element) element.indeterminate = indeterminate
      }}
      type="checkbox"
      role={look === 'switch' ? 'switch' : undefined}
      className={css.input}
      data-look={look}
      checked={checked}
      aria-invalid={error ? true : undefined}
      aria-describedby={description || error ? `${id}-more` : undefined}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
  if (label === undefined) return <span className={`${css.alone} ${className ?? ''}`}>{input}</span>
  return (
    <div className={`${css.toggle} ${className ?? ''}`}>
      {input}
      <div>
        <label htmlFor={id} className={css.label}>
          {label}
        </label>
        {(description || error) && (
          <div id={`${id}-more`} className={css.more}>
            {description}
            {error && <div className={css.error}>{error}</div>}
          </div>
        )}
      </div>
    </div>
  )
}
