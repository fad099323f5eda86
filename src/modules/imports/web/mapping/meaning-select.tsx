import { useT } from '../../../../web/text/i18n.ts'
import type { Option } from '../../../../web/ui/select.tsx'
import { PlainSelect } from '../../../../web/ui/plain-select.tsx'
import type { Lists } from '../use-lists.ts'

interface MeaningSelectProps {
  /** `stage`, `status` or `owner`. */
  target: string
  label: string
  /** The text to be read instead; '' leaves the field empty, null is undecided. */
  value: string | null
  lists: Lists
  onChange: (meaning: string | null) => void
}

/** Targets whose texts can be given a meaning. */
export const meantTargets: readonly string[] = ['stage', 'status', 'owner']

const undecided = 'undecided'
const prefix = 'as '

/** What a text of the file is to be read as. */
export function MeaningSelect({ target, label, value, lists, onChange }: MeaningSelectProps) {
  const t = useT()
  const meanings = useMeanings(target, lists)
  return (
    <PlainSelect
      aria-label={label}
      tone={value === null ? 'quiet' : 'normal'}
      value={value === null ? undecided : prefix + value}
      options={[
        { value: undecided, label: t('import.meanings.choose') },
        ...meanings.map((meaning) => ({ ...meaning, value: prefix + meaning.value })),
      ]}
      onChange={(picked) => onChange(picked === undecided ? null : picked.slice(prefix.length))}
    />
  )
}

function useMeanings(target: string, { stages, colleagues }: Lists): Option[] {
  const t = useT()
  const closed = [
    { value: 'won', label: t('import.meanings.won') },
    { value: 'lost', label: t('import.meanings.lost') },
  ]
  if (target === 'status') return [{ value: 'open', label: t('import.meanings.open') }, ...closed]
  if (target === 'owner')
    return [
      { value: '', label: t('import.meanings.usualOwner') },
      ...colleagues.map(({ name, email }) => ({ value: email ?? name, label: name })),
    ]
  return [...stages.map(({ name }) => ({ value: name, label: name })), ...closed, { value: '', label: t('import.meanings.firstStage') }]
}
