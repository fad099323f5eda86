import { useState } from 'react'
import { useQuestion } from '../../../../web/api/commands.ts'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { importMappings } from '../../index.ts'
import { readingOf } from '../mapping/draft.ts'
import { useImportVerbs } from '../use-import.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

/** How files of the same headings were brought in before, by anybody here; and keeping this way under a name. */
export function SavedMappings({ record, work }: Pick<OptionsProps, 'record' | 'work'>) {
  const t = useT()
  const { draft, change, allowed } = work
  const { saveMapping, forgetMapping } = useImportVerbs()
  const { data } = useQuestion(importMappings, { id: record.id }, { touches: ['import'] })
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const saved = (data?.items ?? []).filter(({ settings }) => allowed.includes(settings.entity))
  const take = (id: string | null) => {
    const settings = saved.find((one) => one.id === id)?.settings
    if (!settings) return
    setChosen(id)
    // How this file is read and why its people may be kept belong to the file.
    change({ ...settings, ...readingOf(draft), basis: draft.basis }, null)
  }
  const save = () =>
    saveMapping({ id: record.id, name: name.trim(), settings: draft }).then(() => setName(''), tellFailure)
  const isNamed = saved.find(({ id }) => id === chosen)?.isNamed === true
  return (
    <section className={css.option}>
      <h2 className={css.optionTitle}>{t('import.mapping.title')}</h2>
      {saved.length > 0 && (
        <Select
          aria-label={t('import.mapping.use')}
          placeholder={t('import.mapping.use')}
          value={chosen}
          options={saved.map((one) => ({
            value: one.id,
            label: one.isNamed ? one.name : t('import.mapping.last', { file: one.name }),
          }))}
          onChange={take}
        />
      )}
      {chosen && isNamed && (
        <Button
          size="small"
          icon="delete"
          onClick={() =>
            forgetMapping({ id: record.id, mapping: chosen }).then(() => setChosen(null), tellFailure)
          }
        >
          {t('import.mapping.forget')}
        </Button>
      )}
      <div className={css.pair}>
        <TextInput
          aria-label={t('import.mapping.name')}
          placeholder={t('import.mapping.name')}
          value={name}
          maxLength={80}
          onChange={setName}
        />
        <Button disabled={name.trim() === ''} onClick={() => void save()}>
          {t('import.mapping.save')}
        </Button>
      </div>
    </section>
  )
}
