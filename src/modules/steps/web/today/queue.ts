import type { z } from 'zod'
import type { today } from '../../steps.questions.ts'

export type QueueItem = z.output<typeof today.output>['queue'][number]

/**
 * What a person sees of their queue and what they did to it. The server's newest answer is the truth about which
 * steps are open; the order on the screen is the reader's, so that nothing moves under the pointer.
 */
export interface Queue {
  /** Steps shown, in the order shown, by id. */
  order: readonly string[]
  items: ReadonlyMap<string, QueueItem>
  /** Steps put off to the end of the queue by hand; they stand last in `order`. */
  aside: ReadonlySet<string>
  /** Steps that came from elsewhere and wait to be shown. */
  waiting: readonly string[]
  /** Steps closed here: `sent` until the server's answer no longer has them, then `gone`. */
  closed: ReadonlyMap<string, 'sent' | 'gone'>
  /** Steps that follow what was closed here; they take their place without asking. */
  own: ReadonlySet<string>
  /** The server held back further steps that day. */
  isCut: boolean
}

export const emptyQueue: Queue = {
  order: [],
  items: new Map(),
  aside: new Set(),
  waiting: [],
  closed: new Map(),
  own: new Set(),
  isCut: false,
}

/** The queue as the server gives it, with nothing waiting. */
export function startQueue(items: readonly QueueItem[], isCut: boolean, former: Queue = emptyQueue): Queue {
  const open = items.filter(({ step }) => former.closed.get(step.id) !== 'sent')
  return {
    ...former,
    order: open.map(({ step }) => step.id),
    items: byId(items),
    aside: new Set(),
    waiting: [],
    isCut,
  }
}

/** Takes in a newer answer: what was closed elsewhere leaves, what is new waits or, when it is one's own, comes in. */
export function takeAnswer(queue: Queue, items: readonly QueueItem[], isCut: boolean): Queue {
  const known = byId(items)
  const closed = new Map(
    [...queue.closed].map(([id, state]) => [id, known.has(id) ? state : 'gone'] as const),
  )
  const kept = queue.order.filter((id) => known.has(id))
  const last = queue.isCut ? lastDue(queue) : null
  const waiting: string[] = []
  let order = kept
  for (const { step } of items) {
    if (order.includes(step.id) || closed.get(step.id) === 'sent') continue
    const cameBack = closed.get(step.id) === 'gone'
    const isFurther = last !== null && step.dueAt >= last
    if (cameBack || queue.own.has(step.id) || isFurther)
      order = placeByDue({ ...queue, order, items: known }, step.id)
    else waiting.push(step.id)
    if (cameBack) closed.delete(step.id)
  }
  return { ...queue, order, items: known, waiting, closed, isCut }
}

/** Shows what waits, each at its time. */
export function showWaiting(queue: Queue): Queue {
  const order = queue.waiting.reduce((all, id) => placeByDue({ ...queue, order: all }, id), queue.order)
  return { ...queue, order, waiting: [] }
}

/** A step is being closed here: it leaves at once. */
export function close(queue: Queue, id: string): Queue {
  return {
    ...queue,
    order: queue.order.filter((one) => one !== id),
    closed: new Map(queue.closed).set(id, 'sent'),
  }
}

/** The server refused to close it: it comes back to its time. */
export function takeBack(queue: Queue, id: string): Queue {
  const closed = new Map(queue.closed)
  closed.delete(id)
  const order = queue.items.has(id) ? placeByDue(queue, id) : queue.order
  return { ...queue, order, closed }
}

/** The step that follows one closed here is one's own. */
export function adopt(queue: Queue, id: string): Queue {
  return { ...queue, own: new Set(queue.own).add(id) }
}

/** Moves a step to the end of the queue, for this reader until the page is opened anew. */
export function putLast(queue: Queue, id: string): Queue {
  return {
    ...queue,
    order: [...queue.order.filter((one) => one !== id), id],
    aside: new Set(queue.aside).add(id),
  }
}

/** The step to go to when `id` leaves: the one after it, else the one before. */
export function neighbour(queue: Queue, id: string | null): string | null {
  const index = id === null ? -1 : queue.order.indexOf(id)
  if (index < 0) return queue.order[0] ?? null
  return queue.order[index + 1] ?? queue.order[index - 1] ?? null
}

function byId(items: readonly QueueItem[]): Map<string, QueueItem> {
  return new Map(items.map((item) => [item.step.id, item]))
}

function lastDue(queue: Queue): string | null {
  const dues = queue.order.flatMap((id) => queue.items.get(id)?.step.dueAt ?? [])
  return dues.toSorted().at(-1) ?? null
}

function placeByDue({ order, items, aside }: Queue, id: string): string[] {
  const due = items.get(id)?.step.dueAt ?? ''
  const later = order.findIndex((one) => aside.has(one) || (items.get(one)?.step.dueAt ?? '') > due)
  return later < 0 ? [...order, id] : [...order.slice(0, later), id, ...order.slice(later)]
}
