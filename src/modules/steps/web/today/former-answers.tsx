import { useT } from '../../../../web/text/i18n.ts'
import type { StepCard } from '../outcome/draft.ts'
import css from './context-panel.module.css'

/** Answers of former attempts that the script of this one does not ask for again, under their questions. */
export function FormerAnswers({ card }: { card: StepCard }) {
  const t = useT()
  if (card.answered.length === 0) return null
  return (
    <div className={css.answers}>
      <h4>{t('steps.script.answered')}</h4>
      <dl>
        {card.answered.map(({ id, question, answer }) => (
          <div key={id}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
