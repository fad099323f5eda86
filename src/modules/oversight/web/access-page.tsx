import { useState } from 'react'
import { allNouns } from '../../../web/app/registry.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { RefPicker } from '../../../web/fields/ref-picker.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Select } from '../../../web/ui/select.tsx'
import { Explained } from './explained.tsx'
import css from './oversight.module.css'

/** Why a person sees a record, may change it, or not: the person and the record are picked. */
export function AccessPage() {
  const t = useT()
  const words = useFieldWords()
  const nouns = allNouns().entities.filter(({ extensible, ownerField }) => extensible && ownerField)
  const [noun, setNoun] = useState(nouns[0]?.name ?? 'deal')
  const [record, setRecord] = useState<string | null>(null)
  return (
    <SettingsPageFrame title={t('oversight.title')} description={t('oversight.about')}>
      <div className={css.picked}>
        <Select
          label={t('oversight.kind')}
          value={noun}
          options={nouns.map(({ name }) => ({ value: name, label: words.one(name) }))}
          onChange={(next) => {
            if (!next) return
            setNoun(next)
            setRecord(null)
          }}
        />
        <RefPicker key={noun} to={noun} label={t('oversight.record')} value={record} onChange={setRecord} />
      </div>
      {record ? (
        <Explained key={record} entity={allNouns().entity(noun)} record={record} />
      ) : (
        <p className={css.hint}>{t('oversight.pick')}</p>
      )}
    </SettingsPageFrame>
  )
}
