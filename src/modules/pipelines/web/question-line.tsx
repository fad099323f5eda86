import type { z } from 'zod'
import { allNouns } from '../../../web/app/registry.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { PlainSelect } from '../../../web/ui/plain-select.tsx'
import type { questionShape } from '../pipeline.entity.ts'
import { SavedInput } from './saved-input.tsx'
import css from './scripts-page.module.css'

type Question = z.output<typeof questionShape>

export interface QuestionLineProps {
  question: Question
  subject: 'lead' | 'deal'
  isNew: boolean
  onChange: (question: Question) => void
  onRemove: () => void
}

/** One question and where its answer is kept: in a field of the record, or among its answers. */
export function QuestionLine({ question, subject, isNew, onChange, onRemove }: QuestionLineProps) {
  const t = useT()
  const fields = useAnswerFields(subject)
  const { id, text, field } = question
  return (
    <div className={css.question}>
      <SavedInput
        label={t('pipelines.scripts.question')}
        value={text}
        maxLength={300}
        isNew={isNew}
        onSave={(next) => onChange({ ...question, text: next })}
      />
      <PlainSelect
        aria-label={t('pipelines.scripts.keepIn', { question: text })}
        value={field ?? ''}
        tone={field ? 'normal' : 'quiet'}
        options={[{ value: '', label: t('pipelines.scripts.inAnswers') }, ...fields]}
        onChange={(name) => onChange(name === '' ? { id, text } : { id, text, field: name })}
      />
      <IconButton
        size="small"
        icon="delete"
        label={t('pipelines.scripts.removeQuestion', { question: text })}
        onClick={onRemove}
      />
    </div>
  )
}

/** Fields an answer in words can be written to. */
function useAnswerFields(subject: 'lead' | 'deal') {
  const words = useFieldWords()
  const entity = allNouns().find(subject)
  if (!entity) return []
  return Object.entries(entity.fields)
    .filter(
      ([, { type, readOnly, hidden }]) => !readOnly && !hidden && type.name !== 'ref' && type.name !== 'json',
    )
    .map(([name]) => ({ value: name, label: words.field(entity, name) }))
}
