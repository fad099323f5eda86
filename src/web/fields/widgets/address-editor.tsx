import { useState } from 'react'
import { type Address, type AddressPart, addressParts } from '../../../kernel/fields/types/postal.ts'
import { countries } from '../../../kernel/text/countries.ts'
import { useTextEnv } from '../../text/env.tsx'
import { useT } from '../../text/i18n.ts'
import { TextInput } from '../../ui/inputs.tsx'
import { Select } from '../../ui/select.tsx'
import { ErrorBox } from '../../ui/small.tsx'
import { useFieldWords } from '../field-words.ts'
import type { EditorProps } from '../widget.ts'
import css from './address-editor.module.css'

const longest: Record<AddressPart, number> = {
  ...{ line1: 500, line2: 200, city: 100, region: 100, postcode: 20, country: 2 },
}

/** An address part by part. */
export function AddressForm({ entity, name, value, label, error, autoFocus, onChange }: EditorProps) {
  const t = useT()
  const words = useFieldWords()
  const { locale } = useTextEnv()
  const [address, setAddress] = useState<Address>((value as Address | null) ?? {})

  function change(part: AddressPart, text: string) {
    const next = { ...address, [part]: text }
    setAddress(next)
    const filled = addressParts.flatMap((one): [AddressPart, string][] =>
      next[one]?.trim() ? [[one, next[one].trim()]] : [],
    )
    onChange({ ok: true, value: filled.length > 0 ? Object.fromEntries(filled) : null })
  }

  return (
    <fieldset className={css.address}>
      <legend className={label ? css.legend : 'visually-hidden'}>{label ?? words.field(entity, name)}</legend>
      {addressParts.map((part, index) =>
        part === 'country' ? (
          <Select
            key={part}
            aria-label={t('values.address.country')}
            placeholder={t('values.address.country')}
            clearable
            value={address.country ?? null}
            options={countries(locale).map(({ code, name: called }) => ({ value: code, label: called }))}
            onChange={(code) => change(part, code ?? '')}
          />
        ) : (
          <TextInput
            key={part}
            className={part.startsWith('line') ? css.wide : undefined}
            aria-label={t(`values.address.${part}`)}
            placeholder={t(`values.address.${part}`)}
            autoFocus={autoFocus && index === 0}
            maxLength={longest[part]}
            value={address[part] ?? ''}
            onChange={(text) => change(part, text)}
          />
        ),
      )}
      {error && <ErrorBox>{error}</ErrorBox>}
    </fieldset>
  )
}
