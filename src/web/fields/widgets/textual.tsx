import { useState } from 'react'
import type { Parsed, TextEnv } from '../../../kernel/fields/field-type.ts'
import { type Money, money } from '../../../kernel/fields/types/money.ts'
import { currencyDigits } from '../../../kernel/text/currency.ts'
import { printPhone } from '../../../kernel/text/phone.ts'
import { useTextEnv } from '../../text/env.tsx'
import { formatNumber } from '../../text/format.ts'
import { useT } from '../../text/i18n.ts'
import { TextArea, TextInput, type TextInputProps } from '../../ui/inputs.tsx'
import { useFieldWords } from '../field-words.ts'
import type { EditorProps } from '../widget.ts'

const keyboards: Record<string, TextInputProps['inputMode']> = {
  email: 'email',
  phone: 'tel',
  url: 'url',
  integer: 'numeric',
  decimal: 'decimal',
  percent: 'decimal',
  money: 'decimal',
}

/** Whatever is written as text and read by the type of the field: text, numbers, amounts, addresses. */
export function TextualEditor(props: EditorProps) {
  const { entity, name, field, value, label, required, autoFocus, onChange } = props
  const env = useTextEnv()
  const words = useFieldWords()
  const { written, change, error, check } = useWritten(props)
  const common = {
    label,
    required,
    autoFocus,
    value: written,
    onChange: change,
    error,
    onBlur: check,
    ...(label ? {} : { 'aria-label': words.field(entity, name) }),
  }
  if (field.type.name === 'longText') return <TextArea {...common} minRows={2} maxRows={10} />
  return (
    <TextInput
      {...common}
      inputMode={keyboards[field.type.name] ?? 'text'}
      autoComplete="off"
      rightSection={
        field.type.name === 'money' ? (
          <Currency of={value as Money | null} fallback={env.currency} />
        ) : undefined
      }
      onKeyDown={(event) => {
        if (event.key === 'Enter') onChange(readWritten(written, field, env))
      }}
    />
  )
}

function Currency({ of, fallback }: { of: Money | null; fallback: string }) {
  return (
    <span style={{ paddingRight: 10, fontSize: 'var(--text-12)', color: 'var(--text-3)' }}>
      {of?.currency ?? fallback}
    </span>
  )
}

function useWritten({ field, value, error, onChange }: EditorProps) {
  const env = useTextEnv()
  const t = useT()
  const [written, setWritten] = useState(() => writeValue(value, field, env))
  const [problem, setProblem] = useState<Extract<Parsed<unknown>, { ok: false }> | null>(null)
  return {
    written,
    error: error ?? (problem ? t.dyn(`errors.${problem.error}`, problem.params) : undefined),
    change: (text: string) => {
      setWritten(text)
      setProblem(null)
      onChange(readWritten(text, field, env))
    },
    check: () => {
      const result = readWritten(written, field, env)
      setProblem(result.ok ? null : result)
    },
  }
}

/** What is written, as a value of the field's type: null when nothing is. */
export function readWritten(
  text: string,
  { type, options }: EditorProps['field'],
  env: TextEnv,
): Parsed<unknown> {
  const trimmed = text.trim()
  return trimmed === '' ? { ok: true, value: null } : type.parse(trimmed, options, env)
}

/** A value as its reader would write it; `readWritten` takes it back. */
export function writeValue(value: unknown, { type, options }: EditorProps['field'], env: TextEnv): string {
  if (value === null || value === undefined) return ''
  if (type.name === 'phone') return printPhone(value as string)
  if (type === money) {
    const { amount, currency } = value as Money
    const digits = currencyDigits(currency)
    const number = formatNumber(amount / 10 ** digits, env.locale, digits)
    return currency === env.currency ? number : `${number} ${currency}`
  }
  if (typeof value === 'number') return formatNumber(value, env.locale, options.digits)
  return type.print(value, options, env)
}
