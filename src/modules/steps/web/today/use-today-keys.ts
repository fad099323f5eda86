import { type RefObject, useRef } from 'react'
import { recordPath } from '../../../../web/app/registry.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import type { ComposerHandle } from '../../../../web/records/record/composer.tsx'
import { useActions } from '../../../../web/shell/actions/registry.ts'
import { usePeek } from '../../../../web/shell/peek.tsx'
import type { OutcomeControl } from '../outcome/use-outcome.ts'
import { customerOf } from './customer.ts'
import { telOf } from './customer-head.tsx'
import { putLast } from './queue.ts'
import type { QueueFocus } from './queue-column.tsx'
import type { Today } from './use-today.ts'

/** Places the keys of Today lead to. */
export interface TodayKeys {
  queue: RefObject<QueueFocus | null>
  firstQuestion: RefObject<HTMLTextAreaElement | null>
  note: RefObject<ComposerHandle | null>
}

/** The keys of Today besides those of the outcome. */
export function useTodayKeys(today: Today, control: OutcomeControl): TodayKeys {
  const queue = useRef<QueueFocus>(null)
  const firstQuestion = useRef<HTMLTextAreaElement>(null)
  const note = useRef<ComposerHandle>(null)
  const go = useGo()
  const peek = usePeek()
  const { item } = today
  const order = today.queue.order
  const customer = item && customerOf(item)
  const path = item && recordPath(item.entity, item.record.id)
  // Arrows and Space belong to the form while it is open.
  const isFree = control.draft === null

  function step(by: 1 | -1) {
    const place = order.indexOf(today.selected ?? '')
    const next = place < 0 ? order[0] : order[Math.min(order.length - 1, Math.max(0, place + by))]
    if (next) today.select(next)
  }

  useActions('today', [
    {
      id: 'queue.next',
      titleKey: 'steps.act.next',
      icon: 'down',
      keys: isFree ? ['j', 'ArrowDown'] : 'j',
      keyOnly: true,
      perform: () => step(1),
    },
    {
      id: 'queue.previous',
      titleKey: 'steps.act.previous',
      icon: 'up',
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
      perform: () => item && today.leave(item.step.id, (queue) => putLast(queue, item.step.id)),
    },
    {
      id: 'step.questions',
      titleKey: 'steps.act.questions',
      icon: 'script',
      keys: 'q',
      visible: item !== null,
      perform: () => firstQuestion.current?.focus(),
    },
    {
      id: 'record.phone',
      titleKey: 'steps.act.phone',
      icon: 'phone',
      keys: 'p',
      visible: Boolean(customer?.phone),
      perform: () => customer?.phone && location.assign(telOf(customer.phone)),
    },
    {
      id: 'record.message',
      titleKey: 'steps.act.message',
      icon: 'mail',
      keys: 'm',
      visible: Boolean(customer?.email),
      perform: () => customer?.email && location.assign(`mailto:${customer.email}`),
    },
    {
      id: 'record.note',
      titleKey: 'steps.act.note',
      icon: 'note',
      keys: 't',
      visible: item !== null,
      perform: () => note.current?.open('note'),
    },
    {
      id: 'record.open',
      titleKey: 'steps.act.open',
      icon: 'expand',
      keys: 'o',
      visible: Boolean(path),
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
  ])
  return { queue, firstQuestion, note }
}
