import { useT } from '../../../../web/text/i18n.ts'
import { Select } from '../../../../web/ui/select.tsx'
import type { ImportRecord } from '../import-record.ts'
import { nounOf } from '../nouns.ts'
import type { Lists } from '../use-lists.ts'
import type { Work } from '../wizard/use-wizard.ts'
import { BasisOptions } from './basis-options.tsx'
import css from './columns.module.css'
import { DuplicateOptions } from './duplicate-options.tsx'
import { OtherOptions } from './other-options.tsx'
import { OwnerOptions } from './owner-options.tsx'
import { SavedMappings } from './saved-mappings.tsx'
import { StepOptions } from './step-options.tsx'

export interface OptionsProps {
  record: ImportRecord
  work: Work
  lists: Lists
}

/** How rows become records. Everything here has a value already. */
export function Options(props: OptionsProps) {
  const t = useT()
  const { draft, change } = props.work
  const noun = nounOf(draft.entity)
  const { pipelines } = props.lists
  return (
    <aside className={css.options} aria-label={t('import.options.title')}>
      <BasisOptions {...props} />
      <DuplicateOptions {...props} />
      {noun.ownerField && <OwnerOptions {...props} />}
      {noun.worked && (
        <>
          {pipelines.length > 1 && (
            <section className={css.option}>
              <Select
                label={t('import.options.pipeline')}
                value={draft.pipeline ?? pipelines[0]?.id ?? null}
                options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(pipeline) => change({ ...draft, pipeline: pipeline ?? undefined })}
              />
            </section>
          )}
          <StepOptions {...props} />
        </>
      )}
      <OtherOptions {...props} />
      <SavedMappings {...props} />
    </aside>
  )
}
