import type { Named } from '../../../kernel/entities/custom-model.ts'
import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { TextInput } from '../../../web/ui/inputs.tsx'
import css from './fields-page.module.css'

export interface NamesInputsProps {
  label: string
  name: string
  value: Named
  error?: string
  autoFocus?: boolean
  onChange: (value: Named) => void
}

/** A word in the reader's language, and in the other one for colleagues who read that. */
export function NamesInputs({ label, name, value, error, autoFocus, onChange }: NamesInputsProps) {
  const t = useT()
  const language = useLanguage()
  const other = language === 'en' ? 'ru' : 'en'
  const set = (key: 'en' | 'ru', text: string) => {
    const { [key]: _former, ...rest } = value
    onChange(text === '' ? rest : { ...rest, [key]: text })
  }
  return (
    <div className={css.pair}>
      <TextInput
        label={label}
        name={name}
        required
        autoFocus={autoFocus}
        maxLength={80}
        value={value[language] ?? ''}
        error={error}
        onChange={(text) => set(language, text)}
      />
      <TextInput
        label={t(other === 'en' ? 'customFields.inEnglish' : 'customFields.inRussian')}
        maxLength={80}
        value={value[other] ?? ''}
        placeholder={value[language]}
        onChange={(text) => set(other, text)}
      />
    </div>
  )
}

/** What was written, without blanks around it; the language nothing was written in is left out. */
export function trimmed({ en, ru }: Named): Named {
  return { ...(en?.trim() && { en: en.trim() }), ...(ru?.trim() && { ru: ru.trim() }) }
}
