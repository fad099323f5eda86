import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useRecord } from '../../../web/api/records.ts'
import { useSession } from '../../../web/api/session.ts'
import type { OpenStep, Row } from '../../../web/api/shapes.ts'
import { FieldValue } from '../../../web/fields/field-value.tsx'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { asksForMissing } from '../../../web/records/layout/missing.ts'
import type { RecordPartProps } from '../../../web/records/screens.ts'
import { useActions } from '../../../web/shell/actions/registry.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Badge } from '../../../web/ui/small.tsx'
import { lead } from '../../leads/index.ts'
import { reopenWork, winWork } from '../step.commands.ts'
import { stepCard } from '../steps.questions.ts'
import css from './next-step-box.module.css'
import type { Subject } from './outcome/draft.ts'
import { useOutcomeActions } from './outcome/outcome-actions.ts'
import { OutcomeBar } from './outcome/outcome-bar.tsx'
import { useComplete } from './outcome/use-complete.ts'
import { useOutcome } from './outcome/use-outcome.ts'
import { useSuggestionHint } from './outcome/use-suggestion-hint.ts'
import { StepPlan } from './parts/step-plan.tsx'

// Its reasons and suggestions follow the settings; the step itself comes with the row, which another card belongs to
// as soon as the step is closed.
const cardTouches = ['stage', 'pipeline', 'stepKind'] as const

type Worked = 'lead' | 'deal'

/** The next step on the page of a lead or deal: what it is, the ways to change it and to end it. */
export function NextStepBox({ entity, row }: RecordPartProps) {
  // Only leads and deals are worked; the part fits no other noun.
  const name = entity.name as Worked
  if (row.step)
    return <Open entity={name} row={row} step={row.step} title={String(row[entity.title] ?? '')} />
  return <Closed entity={name} row={row} />
}

function Open({ entity, row, step, title }: { entity: Worked; row: Row; step: OpenStep; title: string }) {
  const t = useT()
  const { user, grants } = useSession()
  const { complete, isPending } = useComplete()
  const { win, isWinning } = useWin(entity, row)
  const card = useQuestion(stepCard, { step: step.id }, { touches: cardTouches }).data ?? null
  const scope = grants.step?.update ?? 'no'
  const mayAct = scope === 'all' || scope === 'team' || (scope === 'own' && row.owner === user.id)
  const subject: Subject = { step, entity, record: { id: row.id, title, stage: String(row.stage) } }
  const control = useOutcome({
    subject: isPending ? null : subject,
    refusal: mayAct ? null : t('steps.box.readOnly'),
    onClose: (of, input) => void complete(of, input),
  })
  const hint = useSuggestionHint(String(row.stage), card)
  useOutcomeActions('record', control, card?.reasons ?? [])
  useActions('record', [
    {
      id: 'work.win',
      titleKey: 'steps.act.win',
      icon: 'won',
      visible: entity === 'deal' && mayAct,
      perform: win,
    },
    {
      id: 'work.lose',
      titleKey: 'steps.act.lose',
      icon: 'lost',
      visible: mayAct,
      perform: () => control.choose('refused'),
    },
  ])
  return (
    <section className={css.box} aria-label={t('steps.box.title')}>
      <div className={css.line}>
        <h2 className={css.title}>{t('steps.box.title')}</h2>
        <StepPlan step={step} ownerName={card?.titles[step.owner]} />
        {step.postponements > 0 && (
          <Badge tone="warning">{t('steps.postponedTimes', { count: step.postponements })}</Badge>
        )}
        {step.title && <span className={css.subject}>{step.title}</span>}
        {mayAct && (
          <span className={css.verbs}>
            {entity === 'deal' && (
              <Button size="small" icon="won" loading={isWinning} onClick={win}>
                {t('steps.act.win')}
              </Button>
            )}
            <Button size="small" icon="lost" onClick={() => control.choose('refused')}>
              {t('steps.act.lose')}
            </Button>
          </span>
        )}
      </div>
      <OutcomeBar control={control} card={card} hint={hint} look="box" />
    </section>
  )
}

function Closed({ entity, row }: { entity: Worked; row: Row }) {
  const t = useT()
  const format = useFormat()
  const undo = useUndo()
  const { grants } = useSession()
  const { run, isPending } = useCommand(reopenWork, { touches: [{ entity: 'step' }, { entity, id: row.id }] })
  const words = useFieldWords()
  const isWon = row.status === 'won'
  const isConverted = isWon && entity === 'lead'
  async function reopen() {
    try {
      const { event } = await run({ entity, id: row.id })
      undo.offer({ event, text: t('steps.box.reopened') })
    } catch (error) {
      if (!asksForMissing(error, { entity, id: row.id, again: () => void reopen() })) tellFailure(error)
    }
  }
  const mayReopen = (grants.step?.update ?? 'no') !== 'no'
  useActions('record', [
    {
      id: 'work.reopen',
      titleKey: 'steps.act.reopen',
      icon: 'undo',
      visible: mayReopen,
      perform: () => void reopen(),
    },
  ])
  return (
    <section className={css.box} aria-label={t('steps.box.title')}>
      <div className={css.line}>
        <Badge tone={isWon ? 'success' : 'danger'} icon={isConverted ? 'forward' : isWon ? 'won' : 'lost'}>
          {isConverted
            ? words.choice(entity, 'status', 'won')
            : t(isWon ? 'steps.box.closedWon' : 'steps.box.closedLost')}
        </Badge>
        {typeof row.closedAt === 'string' && (
          <span className={css.when}>{format.dayLong(format.clock(row.closedAt).day)}</span>
        )}
        {typeof row.closeReason === 'string' && <span className={css.subject}>{row.closeReason}</span>}
        {isConverted && <Become row={row} />}
        {mayReopen && (
          <span className={css.verbs}>
            <Button size="small" icon="undo" loading={isPending} onClick={() => void reopen()}>
              {t('steps.act.reopen')}
            </Button>
          </span>
        )}
      </div>
    </section>
  )
}

/** What a converted lead has become: the deal, or the contact where there is none. */
function Become({ row }: { row: Row }) {
  const words = useFieldWords()
  const { data } = useRecord(lead, row.id)
  const name = (['deal', 'contact'] as const).find((one) => typeof row[one] === 'string')
  if (!data || !name) return null
  return (
    <span className={css.subject}>
      {words.field(lead, name)}:{' '}
      <FieldValue entity={lead} name={name} value={row[name]} titles={data.titles} where="page" />
    </span>
  )
}

/** Closes a deal as won, with the way back. */
function useWin(entity: Worked, row: Row) {
  const t = useT()
  const undo = useUndo()
  const { run, isPending } = useCommand(winWork, { touches: [{ entity: 'step' }, { entity, id: row.id }] })
  async function win() {
    try {
      const { event } = await run({ entity, id: row.id })
      undo.offer({ event, text: t('steps.box.won') })
    } catch (error) {
      if (!asksForMissing(error, { entity, id: row.id, again: () => void win() })) tellFailure(error)
    }
  }
  return { win: () => void win(), isWinning: isPending }
}
