import { NumberInput as MantineNumberInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import type { ReactNode, Ref } from 'react'
import { type FieldProps, focusFirst } from './inputs.tsx'

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
