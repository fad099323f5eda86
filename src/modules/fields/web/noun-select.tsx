import { allNouns } from '../../../web/app/registry.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Select } from '../../../web/ui/select.tsx'

interface NounSelectProps {
  value: string
  help?: string
  disabled?: boolean
  onChange: (noun: string) => void
}

/** What a link leads to. */
export function NounSelect({ value, help, disabled, onChange }: NounSelectProps) {
  const t = useT()
  const words = useFieldWords()
  const targets = allNouns().entities.filter(({ extensible }) => extensible)
  return (
    <Select
      label={t('customFields.to')}
      description={help}
      required
      disabled={disabled}
      value={value}
      options={targets.map(({ name }) => ({ value: name, label: words.many(name) }))}
      onChange={(next) => next && onChange(next)}
    />
  )
}
