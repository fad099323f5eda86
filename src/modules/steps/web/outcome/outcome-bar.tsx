import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon, type IconName } from '../../../../web/ui/icon.tsx'
import { Kbd } from '../../../../web/ui/kbd.tsx'
import { type Outcome, outcomes } from '../../step.entity.ts'
import type { StepCard } from './draft.ts'
import css from './outcome-bar.module.css'
import { OutcomeFields } from './outcome-fields.tsx'
import type { OutcomeControl } from './use-outcome.ts'

export const outcomeIcons: Record<Outcome, IconName> = {
  result: 'check',
  postponed: 'overdue',
  refused: 'lost',
}

export interface OutcomeBarProps {
  control: OutcomeControl
  card: StepCard | null
  /** Said beside the buttons while none is chosen. */
  hint?: React.ReactNode
  /** `bar`: at the foot of Today; `box`: within a record page. */
  look?: 'bar' | 'box'
}

/** The three endings of a step and, once one is chosen, what belongs to it, filled in beforehand. */
export function OutcomeBar({ control, card, hint, look = 'bar' }: OutcomeBarProps) {
  const t = useT()
  const { draft } = control
  return (
    <form
      className={css.bar}
      data-look={look}
      data-open={draft ? true : undefined}
      aria-label={t('steps.outcome.title')}
      onSubmit={(event) => {
        event.preventDefault()
        control.commit()
      }}
    >
      {draft && <OutcomeFields control={control} draft={draft} card={card} />}
      <div className={css.row}>
        <OutcomeButtons control={control} />
        {draft ? (
          <span className={css.finish}>
            <Button variant="subtle" onClick={control.cancel} keys="Escape">
              {t('shell.cancel')}
            </Button>
            <Button variant="primary" type="submit" keys="Enter">
              {t(look === 'bar' ? 'steps.closeAndNext' : 'steps.closeStep')}
            </Button>
          </span>
        ) : (
          <span className={css.hint}>{control.refusal ?? hint}</span>
        )}
      </div>
    </form>
  )
}

/** Result, Postponed, Refused. */
export function OutcomeButtons({ control, large = false }: { control: OutcomeControl; large?: boolean }) {
  const t = useT()
  const { draft, subject, refusal } = control
  // The digits belong to the reasons while a refusal is open.
  const showsKeys = draft?.outcome !== 'refused' && !large
  return (
    <span className={css.outcomes} data-large={large || undefined}>
      {outcomes.map((outcome, index) => (
        <button
          key={outcome}
          type="button"
          className={css.outcome}
          data-outcome={outcome}
          aria-pressed={draft?.outcome === outcome}
          aria-keyshortcuts={showsKeys ? String(index + 1) : undefined}
          disabled={subject === null || refusal !== null}
          title={refusal ?? undefined}
          onClick={() => control.choose(outcome)}
        >
          {showsKeys ? <Kbd keys={String(index + 1)} quiet /> : null}
          <Icon name={outcomeIcons[outcome]} />
          {t(`steps.outcome.${outcome}`)}
        </button>
      ))}
    </span>
  )
}
