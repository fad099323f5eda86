import { useMemo, useState } from 'react'
import { addDays, momentIn } from '../../../../kernel/text/zone.ts'
import { useQuestion } from '../../../../web/api/commands.ts'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { calendar, today } from '../../steps.questions.ts'
import {
  emptyQueue,
  neighbour,
  type Queue,
  type QueueItem,
  showWaiting,
  startQueue,
  takeAnswer,
} from './queue.ts'

export interface TodayInput {
  owner: string
  kind?: string
  /** A later day whose steps are in the queue too, `2026-11-23`. */
  ahead?: string
}

/** As many steps as are asked for at once; further ones follow as these are closed. */
const most = 200
// A new lead or deal brings its first step with it and is told by its own name.
const touches = ['step', 'plan', 'lead', 'deal'] as const
const nothing: readonly QueueItem[] = []

interface State {
  /** Of whom and of which kind the queue is; another one starts anew. */
  of: string
  answer: readonly QueueItem[] | null
  queue: Queue
  selected: string | null
  /** The step on the screen; it stays when somebody else closes it. */
  item: QueueItem | null
}

const start: State = { of: '', answer: null, queue: emptyQueue, selected: null, item: null }

/** The queue of a person as they see and order it, kept level with the server. */
export function useToday({ owner, kind, ahead }: TodayInput) {
  const { data, error, isLoading, isPlaceholderData, refetch } = useQuestion(
    today,
    { owner, kind, limit: most },
    { touches, keepFormer: true },
  )
  const further = useStepsOf(owner, kind, ahead)
  const [state, setState] = useState(start)

  // The same functions for as long as the page is shown: rows of the queue are given them.
  const acts = useMemo(
    () => ({
      change: (change: (queue: Queue) => Queue) =>
        setState((former) => ({ ...former, queue: change(former.queue) })),
      showWaiting: () => setState((former) => ({ ...former, queue: showWaiting(former.queue) })),
      select: (id: string | null) => setState((former) => withSelected(former, id)),
      /** Changes the queue and goes on to the step that stands next to `id`. */
      leave: (id: string, change: (queue: Queue) => Queue) =>
        setState((former) =>
          withSelected({ ...former, queue: change(former.queue) }, neighbour(former.queue, id)),
        ),
    }),
    [],
  )

  const of = `${owner} ${kind ?? ''} ${ahead ?? ''}`
  const answer = useBoth(data?.queue ?? nothing, further.items)
  const isAnswered = data !== undefined && !isPlaceholderData && further.isReady
  if (isAnswered && (state.answer !== answer || state.of !== of))
    setState(levelled(state, of, answer, data.queue.length >= most))

  return {
    ...state,
    today: data ?? null,
    error,
    /** Nothing of this queue has been fetched yet. */
    isLoading: isLoading || state.answer === null,
    reload: () => void refetch(),
    ...acts,
  }
}

export type Today = ReturnType<typeof useToday>

function levelled(state: State, of: string, answer: readonly QueueItem[], isCut: boolean): State {
  const isNew = state.of !== of || state.answer === null
  const { closed, own } = state.queue
  const taken = isNew
    ? startQueue(answer, isCut, { ...emptyQueue, closed, own })
    : takeAnswer(state.queue, answer, isCut)
  const queue = taken.order.length === 0 ? showWaiting(taken) : taken
  const cameBack = isNew ? undefined : queue.order.find((id) => closed.get(id) === 'gone')
  // The customer one is talking to stays on the screen, though somebody else may have closed the step.
  const stays = state.selected !== null && (!isNew || queue.order.includes(state.selected))
  return withSelected(
    { ...state, of, answer, queue },
    cameBack ?? (stays ? state.selected : (queue.order[0] ?? null)),
  )
}

function withSelected(state: State, selected: string | null): State {
  const known = selected === null ? null : (state.queue.items.get(selected) ?? null)
  const item = known ?? (state.item?.step.id === selected ? state.item : null)
  return { ...state, selected, item }
}

/** Both lists as one, the same array while neither changed. */
function useBoth(queue: readonly QueueItem[], further: readonly QueueItem[]): readonly QueueItem[] {
  const [kept, setKept] = useState(() => joined(queue, further))
  if (kept.queue === queue && kept.further === further) return kept.both
  const next = joined(queue, further)
  setKept(next)
  return next.both
}

const joined = (queue: readonly QueueItem[], further: readonly QueueItem[]) => ({
  queue,
  further,
  both: [...queue, ...further],
})

/** Open steps of one day; none while no day is asked for. */
function useStepsOf(owner: string, kind: string | undefined, day: string | undefined) {
  const { timeZone } = useTextEnv()
  const span = day
    ? { from: momentIn(timeZone, day, '00:00'), to: momentIn(timeZone, addDays(day, 1), '00:00'), owner }
    : {}
  const { data } = useQuestion(calendar, span, { enabled: day !== undefined, touches })
  const [kept, setKept] = useState<{ data: typeof data; items: readonly QueueItem[] }>({
    data: undefined,
    items: nothing,
  })
  if (kept.data !== data) {
    const open = (data?.steps ?? []).filter((step) => step.closedAt === null && (!kind || step.kind === kind))
    setKept({
      data,
      items: open.map(({ entity, record, closedAt, outcome, ...step }) => ({ step, entity, record })),
    })
  }
  return { items: day ? kept.items : nothing, isReady: day === undefined || data !== undefined }
}
