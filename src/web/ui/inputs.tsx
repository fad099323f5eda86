import { Textarea as MantineTextarea, TextInput as MantineTextInput } from '@mantine/core'
import type {
  FocusEventHandler,
  HTMLInputAutoCompleteAttribute,
  KeyboardEventHandler,
  ReactNode,
  Ref,
} from 'react'

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
  /** The list of suggestions under it, and the one the keys are at. */
  'aria-controls'?: string
  'aria-activedescendant'?: string
  ref?: Ref<HTMLTextAreaElement>
}

/** Measuring a text by script costs more than all else of opening a record; most browsers do it by themselves. */
const growsItself = globalThis.CSS?.supports('field-sizing', 'content') ?? false

/** Several lines of text. */
export function TextArea({ onChange, minRows = 2, maxRows = 12, autoFocus, ...rest }: TextAreaProps) {
  const lines = (count: number) => `calc(${count}lh + 2 * var(--input-padding-y) + 2px)`
  return (
    <MantineTextarea
      {...rest}
      {...focusFirst(autoFocus)}
      {...(growsItself
        ? {
            styles: {
              input: { fieldSizing: 'content', minHeight: lines(minRows), maxHeight: lines(maxRows) },
            },
          }
        : { autosize: true, minRows, maxRows })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
