import { RefPicker } from '../../../web/fields/ref-picker.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Select } from '../../../web/ui/select.tsx'

interface ActorFilterProps {
  /** What the person has done, where it is more than being there. */
  label?: string
  value: string | undefined
  /** Whatever names people, the chosen one among them. */
  rows: readonly { titles: Readonly<Record<string, string>> }[]
  onChange: (change: { actor: string | undefined }) => void
}

/** Only what one person has done. */
export function ActorFilter({ label, value, rows, onChange }: ActorFilterProps) {
  const t = useT()
  return (
    <RefPicker
      to="user"
      clearable
      label={label ?? t('audit.filter.actor')}
      placeholder={t('audit.filter.anybody')}
      value={value ?? null}
      title={value && rows.find(({ titles }) => value in titles)?.titles[value]}
      onChange={(id) => onChange({ actor: id ?? undefined })}
    />
  )
}

interface AnyOfProps {
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}

/** One of several, or any of them. */
export function AnyOf({ label, value, options, onChange }: AnyOfProps) {
  const t = useT()
  return (
    <Select
      clearable
      label={label}
      placeholder={t('audit.filter.any')}
      value={value ?? null}
      options={options}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
