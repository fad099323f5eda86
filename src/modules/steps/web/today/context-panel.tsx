import { memo, type ReactNode } from 'react'
import { allNouns } from '../../../../web/app/registry.ts'
import { FieldValue } from '../../../../web/fields/field-value.tsx'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Badge } from '../../../../web/ui/small.tsx'
import type { StepCard } from '../outcome/draft.ts'
import css from './context-panel.module.css'
import { FormerAnswers } from './former-answers.tsx'
import { OtherWork } from './other-work.tsx'

/** What is worth knowing of a record while talking, in order; empty fields are left out. */
const told: Record<StepCard['entity'], readonly string[]> = {
  lead: [
    'companyName',
    'jobTitle',
    'source',
    'budget',
    'city',
    'website',
    'description',
    'owner',
    'createdAt',
  ],
  deal: ['contact', 'company', 'product', 'amount', 'closeOn', 'source', 'description', 'owner', 'createdAt'],
}

/** The record behind the step: its key fields, its score, and what else goes on with the customer. */
export const ContextPanel = memo(function ContextPanel({ card }: { card: StepCard | null }) {
  const t = useT()
  const words = useFieldWords()
  const entity = card && allNouns().find(card.entity)
  if (!card || !entity) return null
  const { record, titles } = card
  const names = told[card.entity].filter((name) => name in entity.fields && isSaid(record[name]))
  return (
    <section className={css.panel} aria-label={t('steps.context')}>
      <h3 className={css.title}>
        {t('steps.context')}
        {typeof record.score === 'number' && <Score score={record.score} />}
      </h3>
      <dl className={css.fields}>
        {names.map((name) => (
          <Line key={name} label={words.field(entity, name)}>
            <FieldValue entity={entity} name={name} value={record[name]} titles={titles} where="page" />
          </Line>
        ))}
      </dl>
      <FormerAnswers card={card} />
      <OtherWork card={card} />
    </section>
  )
})

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.line}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Score({ score }: { score: number }) {
  const t = useT()
  return (
    <Badge tone={score >= 70 ? 'success' : score >= 40 ? 'warning' : 'neutral'}>
      {t('steps.score', { score })}
    </Badge>
  )
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}
