import { type Action, type ScopeName, useActions } from '../../../../web/shell/actions/registry.ts'
import type { Outcome } from '../../step.entity.ts'
import type { OutcomeControl } from './use-outcome.ts'

/**
 * The keys of an outcome, the same on Today and on a record: 1, 2, 3 open it, Shift+1 and Shift+2 give it with
 * defaults, Enter closes the step. While a refusal is open the digits are its reasons, and one press closes.
 */
export function useOutcomeActions(
  scope: ScopeName,
  control: OutcomeControl,
  reasons: readonly string[],
): void {
  useActions(scope, [...openingActions(control), ...formActions(control), ...reasonActions(control, reasons)])
}

const openings = [
  {
    outcome: 'result',
    titleKey: 'steps.act.result',
    wordsKey: 'steps.act.resultWords',
    icon: 'check',
    keys: '1',
  },
  {
    outcome: 'postponed',
    titleKey: 'steps.act.postpone',
    wordsKey: 'steps.act.postponeWords',
    icon: 'overdue',
    keys: ['2', 'z'],
  },
  { outcome: 'refused', titleKey: 'steps.act.refuse', icon: 'lost', keys: '3' },
] as const satisfies readonly (Pick<Action, 'titleKey' | 'wordsKey' | 'icon' | 'keys'> & {
  outcome: Outcome
})[]

const atOnce = [
  { outcome: 'result', titleKey: 'steps.act.resultNow', icon: 'check', keys: ['Shift+1', 'd'] },
  { outcome: 'postponed', titleKey: 'steps.act.postponeNow', icon: 'overdue', keys: 'Shift+2' },
] as const

function openingActions({ subject, refusal, draft, choose, commitDefault }: OutcomeControl): Action[] {
  const isIdle = subject !== null && refusal === null
  return [
    ...openings.map(({ outcome, ...action }) => ({
      ...action,
      id: `step.${outcome}`,
      visible: isIdle && draft?.outcome !== 'refused',
      perform: () => choose(outcome),
    })),
    ...atOnce.map(({ outcome, ...action }) => ({
      ...action,
      id: `step.${outcome}-now`,
      visible: isIdle,
      perform: () => commitDefault(outcome),
    })),
  ]
}

function formActions({ draft, commit, cancel }: OutcomeControl): Action[] {
  const form = { keyOnly: true, visible: draft !== null }
  return [
    { ...form, id: 'step.close', titleKey: 'steps.act.close', keys: 'Enter', perform: () => commit() },
    {
      ...form,
      id: 'step.cancel',
      titleKey: 'steps.act.cancel',
      keys: 'Escape',
      inFields: true,
      perform: cancel,
    },
  ]
}

function reasonActions({ draft, commit }: OutcomeControl, reasons: readonly string[]): Action[] {
  return reasons.slice(0, 9).map((reason, index) => ({
    id: `step.reason-${index + 1}`,
    titleKey: 'steps.act.reason',
    titleParams: { reason },
    keys: String(index + 1),
    keyOnly: true,
    visible: draft?.outcome === 'refused',
    perform: () => commit({ reason }),
  }))
}
