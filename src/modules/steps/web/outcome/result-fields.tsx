import type { Row } from '../../../../web/api/shapes.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { type ChipOption, Chips } from '../../../../web/ui/chips.tsx'
import { RecordActs } from '../parts/record-acts.tsx'
import { NextStepFields } from './next-step-fields.tsx'
import type { OutcomeFieldsProps } from './outcome-fields.tsx'

/** A result: to which stage the record goes, and what comes next. */
export function ResultFields({ control, draft, card }: OutcomeFieldsProps) {
  const t = useT()
  const format = useFormat()
  const { subject } = control
  if (!subject) return null
  const stages = card?.stages ?? []
  const here = stages.findIndex(({ id }) => id === subject.record.stage)
  const options: ChipOption<string>[] = [
    { value: 'stay', label: here < 0 ? t('steps.stay') : t('steps.stayIn', { stage: stages[here]?.name }) },
    ...stages.slice(here + 1).map(({ id, name, probability }) => ({
      value: id,
      icon: 'forward' as const,
      label: name,
      hint: format.percent(probability / 100),
    })),
    ...(subject.entity === 'deal' ? [{ value: 'win', icon: 'won' as const, label: t('steps.win') }] : []),
  ]
  return (
    <>
      <Chips
        label={t('steps.stage')}
        name="outcome-stage"
        autoFocus
        value={draft.to}
        // What was chosen by hand for another stage stays; what it suggested gives way.
        onChange={(to) => control.change({ to })}
        options={options}
      >
        {/* The card has the whole record as lists have it. */}
        {card && <RecordActs entity={card.entity} row={card.record as Row} />}
      </Chips>
      {draft.to !== 'win' && <NextStepFields control={control} draft={draft} card={card} subject={subject} />}
    </>
  )
}
