import { type Action, type ScopeName, useActions } from '../../../../web/shell/actions/registry.ts'
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
  const { draft, subject } = control
  const isRefusal = draft?.outcome === 'refused'
  const isIdle = subject !== null && control.refusal === null
  const actions: Action[] = [
    {
      id: 'step.result',
      titleKey: 'steps.act.result',
      icon: 'check',
      keys: '1',
      visible: isIdle && !isRefusal,
      perform: () => control.choose('result'),
    },
    {
      id: 'step.postpone',
      titleKey: 'steps.act.postpone',
      icon: 'overdue',
      keys: ['2', 'z'],
      visible: isIdle && !isRefusal,
      perform: () => control.choose('postponed'),
    },
    {
      id: 'step.refuse',
      titleKey: 'steps.act.refuse',
      icon: 'lost',
      keys: '3',
      visible: isIdle && !isRefusal,
      perform: () => control.choose('refused'),
    },
    {
      id: 'step.result-now',
      titleKey: 'steps.act.resultNow',
      icon: 'check',
      keys: ['Shift+1', 'd'],
      visible: isIdle,
      perform: () => control.commitDefault('result'),
    },
    {
      id: 'step.postpone-now',
      titleKey: 'steps.act.postponeNow',
      icon: 'overdue',
      keys: 'Shift+2',
      visible: isIdle,
      perform: () => control.commitDefault('postponed'),
    },
    {
      id: 'step.close',
      titleKey: 'steps.act.close',
      icon: 'enter',
      keys: 'Enter',
      keyOnly: true,
      visible: draft !== null,
      perform: () => control.commit(),
    },
    {
      id: 'step.cancel',
      titleKey: 'steps.act.cancel',
      keys: 'Escape',
      keyOnly: true,
      inFields: true,
      visible: draft !== null,
      perform: control.cancel,
    },
    ...reasons.slice(0, 9).map((reason, index) => ({
      id: `step.reason-${index + 1}`,
      titleKey: 'steps.act.reason' as const,
      titleParams: { reason },
      keys: String(index + 1),
      keyOnly: true,
      visible: isRefusal,
      perform: () => control.commit({ reason }),
    })),
  ]
  useActions(scope, actions)
}
