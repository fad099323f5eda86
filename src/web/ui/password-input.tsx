import { PasswordInput as MantinePasswordInput } from '@mantine/core'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import type { Ref } from 'react'
import { type FieldProps, focusFirst } from './inputs.tsx'
import { useStrings } from './strings.tsx'

export interface PasswordInputProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
  minLength?: number
  ref?: Ref<HTMLInputElement>
}

/** A password with a button that shows it; pasting and password managers work. */
export function PasswordInput({ onChange, autoFocus, ...rest }: PasswordInputProps) {
  const strings = useStrings()
  return (
    <MantinePasswordInput
      {...rest}
      {...focusFirst(autoFocus)}
      visibilityToggleButtonProps={{ 'aria-label': strings.showPassword, tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
