import { Rating } from '@mantine/core'
import '@mantine/core/styles/Rating.layer.css'
import { useId } from 'react'
import css from './stars.module.css'
import type { StarsInputProps } from './stars.tsx'

/** The input of `StarsInput`, in a chunk of its own. */
export function StarsToChoose({ label, name, value, of, onChange }: StarsInputProps) {
  const id = useId()
  return (
    <fieldset
      className={css.field}
      aria-labelledby={label ? id : undefined}
      aria-label={label ? undefined : name}
    >
      {label && (
        <span className={css.label} id={id}>
          {label}
        </span>
      )}
      <Rating value={value} count={of} onChange={(stars) => onChange(stars === value ? 0 : stars)} />
    </fieldset>
  )
}
