import { useT } from '../../../../web/text/i18n.ts'
import { type GroupedOption, GroupedSelect } from '../../../../web/ui/grouped-select.tsx'
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

const undecided = ''
const prefix = 'as '

/** What a text of the file is to be read as. */
export function MeaningSelect({ target, label, value, lists, onChange }: MeaningSelectProps) {
  const t = useT()
  const meanings = useMeanings(target, lists)
  return (
    <GroupedSelect
      aria-label={label}
      searchLabel={t('import.meanings.find')}
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

function useMeanings(target: string, { stages, colleagues }: Lists): GroupedOption[] {
  const t = useT()
  const group = t('import.meanings.closed')
  const closed = [
    { value: 'won', label: t('import.meanings.won'), group },
    { value: 'lost', label: t('import.meanings.lost'), group },
  ]
  if (target === 'status') return [{ value: 'open', label: t('import.meanings.open') }, ...closed]
  if (target === 'owner')
    return [
      { value: '', label: t('import.meanings.usualOwner') },
      ...colleagues.map(({ name, email }) => ({
        value: email ?? name,
        label: name,
        group: t('import.meanings.people'),
      })),
    ]
  return [
    { value: '', label: t('import.meanings.firstStage') },
    ...stages.map(({ name }) => ({ value: name, label: name, group: t('import.meanings.stages') })),
    ...closed,
  ]
}
