import { Checkbox as MantineCheckbox, Switch as MantineSwitch } from '@mantine/core'
import '@mantine/core/styles/Switch.layer.css'
import type { ReactNode } from 'react'

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
export function Checkbox({ onChange, ...rest }: CheckboxProps) {
  return <MantineCheckbox {...rest} size="xs" onChange={(event) => onChange(event.currentTarget.checked)} />
}

/** Yes or no that takes effect at once. */
export function Switch({ onChange, indeterminate, ...rest }: CheckboxProps) {
  return <MantineSwitch {...rest} onChange={(event) => onChange(event.currentTarget.checked)} />
}
