import { type RefObject, useRef } from 'react'
import { recordPath } from '../../../../web/app/registry.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import { reachedBy } from '../../../../web/records/reach-actions.ts'
import type { ComposerHandle } from '../../../../web/records/record/composer.tsx'
import { type Action, useActions } from '../../../../web/shell/actions/registry.ts'
import { usePeek } from '../../../../web/shell/peek.tsx'
import type { OutcomeControl } from '../outcome/use-outcome.ts'
import { customerOf } from './customer.ts'
import { telOf } from './customer-head.tsx'
import { putLast, type QueueItem } from './queue.ts'
import type { QueueFocus } from './queue-column.tsx'
import { type QuestionFocus, useQuestionFocus } from './use-question-focus.ts'
import type { Today } from './use-today.ts'

/** Places the keys of Today lead to. */
export interface TodayKeys {
  queue: RefObject<QueueFocus | null>
  firstQuestion: QuestionFocus['note']
  note: RefObject<ComposerHandle | null>
}

/** The keys of Today besides those of the outcome. */
export function useTodayKeys(today: Today, control: OutcomeControl): TodayKeys {
  const queue = useRef<QueueFocus>(null)
  const note = useRef<ComposerHandle>(null)
  const { item } = today
  const questions = useQuestionFocus(item?.step.id ?? null)
  // Arrows and Space belong to the form while it is open.
  const isFree = control.draft === null
  const isThere = item !== null
  useActions('today', [
    ...queueActions(today, isFree),
    {
      id: 'step.questions',
      titleKey: 'steps.act.questions',
      icon: 'script',
      keys: 'q',
      visible: isThere,
      perform: questions.focus,
    },
    {
      id: 'record.note',
      titleKey: 'steps.act.note',
      icon: 'note',
      keys: 't',
      visible: isThere,
      perform: () => note.current?.open('note'),
    },
    ...reachActions(item),
    ...useOpenActions(item, isFree),
  ])
  return { queue, firstQuestion: questions.note, note }
}

function queueActions(today: Today, isFree: boolean): Action[] {
  const { item, selected, select, leave } = today
  const { order } = today.queue
  function step(by: 1 | -1) {
    const place = order.indexOf(selected ?? '')
    const next = place < 0 ? order[0] : order[Math.min(order.length - 1, Math.max(0, place + by))]
    if (next) select(next)
  }
  return [
    {
      id: 'queue.next',
      titleKey: 'steps.act.next',
      keys: isFree ? ['j', 'ArrowDown'] : 'j',
      keyOnly: true,
      perform: () => step(1),
    },
    {
      id: 'queue.previous',
      titleKey: 'steps.act.previous',
      keys: isFree ? ['k', 'ArrowUp'] : 'k',
      keyOnly: true,
      perform: () => step(-1),
    },
    {
      id: 'queue.last',
      titleKey: 'steps.act.last',
      icon: 'down',
      keys: 'Shift+z',
      visible: item !== null,
      perform: () => item && leave(item.step.id, (queue) => putLast(queue, item.step.id)),
    },
  ]
}

function reachActions(item: QueueItem | null): Action[] {
  const { phone, email } = reachedBy(item ? { ...customerOf(item) } : {})
  return [
    {
      id: 'record.phone',
      titleKey: 'steps.act.phone',
      icon: 'phone',
      keys: 'p',
      visible: phone !== null,
      perform: () => phone && location.assign(telOf(phone)),
    },
    {
      id: 'record.message',
      titleKey: 'steps.act.message',
      icon: 'mail',
      keys: 'm',
      visible: email !== null,
      perform: () => email && location.assign(`mailto:${email}`),
    },
  ]
}

function useOpenActions(item: QueueItem | null, isFree: boolean): Action[] {
  const go = useGo()
  const peek = usePeek()
  const path = item && recordPath(item.entity, item.record.id)
  return [
    {
      id: 'record.open',
      titleKey: 'steps.act.open',
      icon: 'expand',
      keys: 'o',
      visible: path !== null,
      perform: () => path && go({ to: path }),
    },
    {
      id: 'record.peek',
      titleKey: 'steps.act.peek',
      icon: 'eye',
      keys: 'Space',
      visible: item !== null && isFree,
      perform: () => item && peek.open(item.entity, item.record.id),
    },
  ]
}
