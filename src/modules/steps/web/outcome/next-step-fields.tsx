import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { MomentPicker } from '../../../../web/ui/moment-picker.tsx'
import { KindMenu } from '../parts/kind-menu.tsx'
import { useMomentWords } from '../parts/moment-words.ts'
import { OwnerMenu } from '../parts/owner-menu.tsx'
import { type Draft, type StepCard, type Subject, suggestionOf } from './draft.ts'
import css from './outcome-fields.module.css'
import type { OutcomeControl } from './use-outcome.ts'

interface NextStepFieldsProps {
  control: OutcomeControl
  draft: Draft
  card: StepCard | null
  subject: Subject
}

/** Kind, moment, owner and subject of the step to follow, as the stage suggests them until they are changed. */
export function NextStepFields({ control, draft, card, subject }: NextStepFieldsProps) {
  const t = useT()
  const format = useFormat()
  const words = useMomentWords()
  const suggestion = suggestionOf(draft, subject, card)
  const dueAt = draft.dueAt ?? suggestion?.dueAt ?? null
  const owner = draft.owner ?? (card ? String(card.record.owner) : subject.step.owner)
  return (
    <div className={css.line}>
      <span className={css.label}>{t('steps.nextStep')}</span>
      <KindMenu
        value={draft.kind ?? suggestion?.kind ?? null}
        onChange={(kind) => control.change({ kind })}
      />
      <MomentPicker
        value={dueAt}
        words={words}
        label={t('steps.due')}
        icon="dueLater"
        onChange={(moment) => control.change({ dueAt: moment })}
      >
        {dueAt ? format.due(dueAt) : t('steps.asSuggested')}
      </MomentPicker>
      <OwnerMenu value={owner} onChange={(id) => control.change({ owner: id })} title={card?.titles[owner]} />
      <TextInput
        className={css.wide}
        aria-label={t('steps.subject')}
        placeholder={t('steps.subjectPlaceholder')}
        value={draft.title}
        maxLength={300}
        onChange={(title) => control.change({ title })}
      />
    </div>
  )
}
