import type { z } from 'zod'
import { useRecords } from '../../../../web/api/records.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { type questionShape, script } from '../../../pipelines/index.ts'
import type { StepCard } from '../outcome/draft.ts'
import css from './context-panel.module.css'

/** Answers of former attempts that the script of this one does not ask for again, under their questions. */
export function FormerAnswers({ card }: { card: StepCard }) {
  const t = useT()
  const { answers, pipeline } = card.record
  const asked = new Set(card.script?.questions.map(({ id }) => id))
  const others = Object.entries(typeof answers === 'object' && answers !== null ? answers : {}).filter(
    ([id]) => !asked.has(id),
  )
  const filter = { field: 'pipeline', op: 'eq', value: pipeline }
  const { rows } = useRecords(script, { filter, limit: 50 }, { enabled: others.length > 0 })
  if (others.length === 0) return null
  // The field holds questions by the shape of its entity.
  const questions = rows.flatMap((row) => row.questions as z.output<typeof questionShape>[])
  const textOf = new Map(questions.map(({ id, text }) => [id, text]))
  return (
    <div className={css.answers}>
      <h4>{t('steps.script.answered')}</h4>
      <dl>
        {others.map(([id, answer]) => (
          <div key={id}>
            <dt>{textOf.get(id) ?? id}</dt>
            <dd>{String(answer)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
