import { useT } from '../../../../web/text/i18n.ts'
import type { Draft, StepCard } from './draft.ts'
import css from './outcome-fields.module.css'
import { PostponedFields } from './postponed-fields.tsx'
import { RefusedFields } from './refused-fields.tsx'
import { ResultFields } from './result-fields.tsx'
import { TextLine } from './text-line.tsx'
import type { OutcomeControl } from './use-outcome.ts'

export interface OutcomeFieldsProps {
  control: OutcomeControl
  draft: Draft
  card: StepCard | null
}

/** What belongs to the chosen outcome. */
export function OutcomeFields(props: OutcomeFieldsProps) {
  const t = useT()
  const { draft, control } = props
  const Fields = { result: ResultFields, postponed: PostponedFields, refused: RefusedFields }[draft.outcome]
  return (
    <div className={css.fields} key={draft.outcome}>
      <Fields {...props} />
      <TextLine
        id="outcome-note"
        label={t('steps.note')}
        value={draft.note}
        maxLength={5000}
        placeholder={t(`steps.notePlaceholder.${draft.outcome}`)}
        onChange={(note) => control.change({ note })}
      />
    </div>
  )
}
