import { useState } from 'react'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { useImportVerbs, useMappings } from '../use-import.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

/** How files of the same headings were brought in before, by anybody here; and keeping this way under a name. */
export function SavedMappings({ record, work }: Pick<OptionsProps, 'record' | 'work'>) {
  const t = useT()
  const { draft, like, take, allowed, change } = work
  const { saveMapping, forgetMapping } = useImportVerbs()
  const mappings = useMappings(record.id)
  const [name, setName] = useState('')
  const saved = (mappings ?? []).filter(({ settings }) => allowed.includes(settings.entity))
  const chosen = saved.find(({ id }) => id === like?.id)
  const save = () =>
    saveMapping({ id: record.id, name: name.trim(), settings: draft }).then(() => setName(''), tellFailure)
  return (
    <section className={css.option}>
      <h2 className={css.optionTitle}>{t('import.mapping.title')}</h2>
      {saved.length > 0 && (
        <Select
          aria-label={t('import.mapping.use')}
          placeholder={t('import.mapping.use')}
          value={chosen?.id ?? null}
          options={saved.map((one) => ({
            value: one.id,
            label: one.isNamed ? one.name : t('import.mapping.last', { file: one.name }),
          }))}
          onChange={(id) => {
            const mapping = saved.find((one) => one.id === id)
            if (mapping) take(mapping)
          }}
        />
      )}
      {chosen?.isNamed && (
        <Button
          size="small"
          icon="delete"
          onClick={() =>
            forgetMapping({ id: record.id, mapping: chosen.id }).then(() => change(draft, null), tellFailure)
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
