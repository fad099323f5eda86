import { useT } from '../../../../web/text/i18n.ts'
import { MultiSelect } from '../../../../web/ui/multi-select.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { duplicateRules, type ImportSettings } from '../../index.ts'
import { recognisedBy } from '../../suggest-settings.ts'
import { nounOf } from '../nouns.ts'
import { useImportWords } from '../words.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

/** Further fields somebody may want to recognise records by. */
const further = ['name', 'title', 'companyName', 'website']

/** By what a record that is there already is recognised, and what a row does to it. */
export function DuplicateOptions({ work }: OptionsProps) {
  const t = useT()
  const words = useImportWords()
  const { draft, change } = work
  const { title } = nounOf(draft.entity)
  const fed = [...Object.values(draft.columns), ...(draft.titleTemplate ? [title] : [])]
  const usable = [...new Set([...recognisedBy(draft.entity), ...further])].filter((name) =>
    fed.includes(name),
  )
  return (
    <section className={css.option}>
      <h2 className={css.optionTitle}>{t('import.duplicates.title')}</h2>
      {usable.length === 0 ? (
        <p className={css.help}>{t('import.duplicates.cannot')}</p>
      ) : (
        <MultiSelect
          label={t('import.duplicates.by')}
          value={draft.match.filter((name) => usable.includes(name))}
          options={usable.map((name) => ({ value: name, label: words.target(draft.entity, name) }))}
          onChange={(match) => change({ ...draft, match: match.slice(0, 5) })}
        />
      )}
      {draft.match.length > 0 && (
        <Select<ImportSettings['onDuplicate']>
          label={t('import.duplicates.rule')}
          value={draft.onDuplicate}
          searchable={false}
          options={duplicateRules.map((rule) => ({ value: rule, label: t(`import.duplicates.${rule}`) }))}
          onChange={(rule) => rule && change({ ...draft, onDuplicate: rule })}
        />
      )}
      {usable.length > 0 && draft.match.length === 0 && (
        <p className={css.help}>{t('import.duplicates.none')}</p>
      )}
    </section>
  )
}
