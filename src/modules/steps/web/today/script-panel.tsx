import { memo } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { GrowingArea } from '../../../../web/ui/growing-area.tsx'
import { Kbd } from '../../../../web/ui/kbd.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import type { StepCard } from '../outcome/draft.ts'
import { useAnswers, writeAnswer } from './answers.ts'
import css from './script-panel.module.css'

export interface ScriptPanelProps {
  step: string
  card: StepCard | null
  /** What is wrong with an answer, by question. */
  problems: Readonly<Record<string, string>>
  /** Told of the field of the first question. */
  firstQuestion?: (step: string, field: HTMLTextAreaElement | null) => void
}

/** What to say and ask at this attempt; known answers stand in their places. */
export const ScriptPanel = memo(function ScriptPanel({
  step,
  card,
  problems,
  firstQuestion,
}: ScriptPanelProps) {
  const t = useT()
  const format = useFormat()
  const answers = useAnswers(step)
  if (!card) return <Waiting />
  const { script } = card
  // Days come as the API writes them and are shown, and read, as the reader does.
  const asWritten = (answer: string | null) =>
    answer && /^\d{4}-\d{2}-\d{2}$/.test(answer) ? format.day(answer) : (answer ?? '')
  if (!script) {
    return (
      <section className={css.panel}>
        <h3 className={css.title}>{t('steps.script.title')}</h3>
        <p className={css.none}>{t('steps.script.none')}</p>
      </section>
    )
  }
  return (
    <section className={css.panel} aria-label={t('steps.script.title')}>
      <h3 className={css.title}>
        {t('steps.script.title')}
        <span className={css.attempt}>
          {t('steps.script.attempt', {
            attempt: script.attempt,
            last: Math.max(script.last, script.attempt),
          })}
        </span>
        {script.questions.length > 0 && <Kbd keys="q" quiet />}
      </h3>
      {script.opening && <p className={css.opening}>{script.opening}</p>}
      <ol className={css.questions}>
        {script.questions.map((question, index) => (
          <li key={question.id}>
            <GrowingArea
              ref={index === 0 ? (field) => firstQuestion?.(step, field) : undefined}
              label={question.text}
              value={answers[question.id] ?? asWritten(question.answer)}
              error={problems[question.id]}
              maxLength={2000}
              onChange={(text) => writeAnswer(step, question.id, text)}
              onKeyDown={leaveOnEscape}
            />
          </li>
        ))}
      </ol>
    </section>
  )
})

/** Esc gives the keys back to the queue. */
function leaveOnEscape(event: React.KeyboardEvent<HTMLElement>) {
  if (event.key !== 'Escape' || !(event.target instanceof HTMLElement)) return
  event.preventDefault()
  event.target.blur()
}

function Waiting() {
  return (
    <div className={css.panel}>
      <Skeleton width={120} height={14} />
      <Skeleton height={40} />
      <Skeleton height={32} />
      <Skeleton height={32} />
    </div>
  )
}
