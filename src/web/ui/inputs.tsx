import {
  Checkbox as MantineCheckbox,
  NumberInput as MantineNumberInput,
  PasswordInput as MantinePasswordInput,
  Switch as MantineSwitch,
  Textarea as MantineTextarea,
  TextInput as MantineTextInput,
} from '@mantine/core'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import type {
  FocusEventHandler,
  HTMLInputAutoCompleteAttribute,
  KeyboardEventHandler,
  ReactNode,
  Ref,
} from 'react'
import { useStrings } from './strings.tsx'

/** What every field with a label takes. A field without a visible label needs `aria-label`. */
export interface FieldProps {
  label?: ReactNode
  description?: ReactNode
  /** The sentence under the field; the field is marked as invalid while it is given. */
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  readOnly?: boolean
  id?: string
  name?: string
  placeholder?: string
  autoFocus?: boolean
  className?: string
  'aria-label'?: string
  onBlur?: FocusEventHandler<HTMLElement>
  onFocus?: FocusEventHandler<HTMLElement>
  onKeyDown?: KeyboardEventHandler<HTMLElement>
}

export interface TextInputProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'tel' | 'url' | 'search'
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search'
  maxLength?: number
  leftSection?: ReactNode
  rightSection?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** Dialogs look for the mark to decide which field gets the focus first. */
export const focusFirst = (autoFocus: boolean | undefined) => ({
  autoFocus,
  'data-autofocus': autoFocus || undefined,
})

/** One line of text. */
export function TextInput({ onChange, autoFocus, ...rest }: TextInputProps) {
  return (
    <MantineTextInput
      {...rest}
      {...focusFirst(autoFocus)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export interface TextAreaProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  /** Grows with its text between these heights, in lines. */
  minRows?: number
  maxRows?: number
  maxLength?: number
  ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text. */
export function TextArea({ onChange, minRows = 2, maxRows = 12, autoFocus, ...rest }: TextAreaProps) {
  return (
    <MantineTextarea
      {...rest}
      {...focusFirst(autoFocus)}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

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

export interface NumberInputProps extends FieldProps {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  /** Digits after the decimal sign; 0 allows whole numbers only. */
  decimals?: number
  decimalSeparator?: string
  thousandSeparator?: string
  suffix?: string
  rightSection?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** A number, grouped as the reader writes it; empty is null. */
export function NumberInput({ value, onChange, decimals = 0, autoFocus, ...rest }: NumberInputProps) {
  return (
    <MantineNumberInput
      {...rest}
      {...focusFirst(autoFocus)}
      value={value ?? ''}
      hideControls
      clampBehavior="blur"
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowedDecimalSeparators={['.', ',']}
      inputMode={decimals > 0 ? 'decimal' : 'numeric'}
      onChange={(next) => onChange(typeof next === 'number' ? next : next === '' ? null : Number(next))}
    />
  )
}

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
