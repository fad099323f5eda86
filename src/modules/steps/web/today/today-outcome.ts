import { useEffect, useRef } from 'react'
import { ApiError } from '../../../../web/api/errors.ts'
import { useSession } from '../../../../web/api/session.ts'
import { fieldSentences } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import type { StepCard, Subject } from '../outcome/draft.ts'
import { useOutcomeActions } from '../outcome/outcome-actions.ts'
import { useComplete } from '../outcome/use-complete.ts'
import { type OutcomeControl, useOutcome } from '../outcome/use-outcome.ts'
import { forgetAnswers, newAnswers, useAnswers } from './answers.ts'
import { adopt, close, type QueueItem, takeBack } from './queue.ts'
import type { Today } from './use-today.ts'

/** What is wrong with the answers to the script, by step and question. */
export type AnswerProblems = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * Ending steps on Today: the step leaves the queue in the same frame and the next one is there; if the server
 * refuses, it comes back with what is wrong.
 */
export function useTodayOutcome(
  today: Today,
  card: StepCard | null,
  onProblems: (step: string, problems: Record<string, string>) => void,
): OutcomeControl {
  const t = useT()
  const { item } = today
  const refusal = useRefusal(item)
  const answers = useAnswers(item?.step.id ?? null)
  const { complete } = useComplete()
  const control = useOutcome({
    subject: item && today.queue.items.has(item.step.id) ? subjectOf(item) : null,
    answers: newAnswers(answers, card?.script ?? null),
    refusal,
    onClose: (subject, input) => {
      const { id } = subject.step
      today.leave(id, (queue) => close(queue, id))
      void complete(subject, input, {
        onDone: (next) => {
          forgetAnswers(id)
          if (next) today.change((queue) => adopt(queue, next))
        },
        onRefused: (error, taken) => {
          if (taken) return
          today.change((queue) => takeBack(queue, id))
          today.select(id)
          onProblems(id, answerProblems(fieldSentences(t, error), error))
        },
      })
    },
  })
  useOutcomeActions('today', control, card?.reasons ?? [])
  return control
}

/** Lets the focus follow the selected step, and brings it back when the form that had it is gone. */
export function useFocusReturn(key: string, focus: () => void): void {
  const former = useRef(key)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the step or the form on the screen changes
  useEffect(() => {
    if (former.current === key) return
    former.current = key
    focus()
  }, [key])
}

function subjectOf({ step, entity, record }: QueueItem): Subject {
  return { step, entity, record: { id: record.id, title: record.title, stage: String(record.stage ?? '') } }
}

/** Why the reader may not close this step, as a sentence; null when they may. */
function useRefusal(item: QueueItem | null): string | null {
  const t = useT()
  const { user, grants } = useSession()
  if (!item) return null
  const scope = grants.step?.update ?? 'no'
  const isAllowed = scope === 'all' || scope === 'team' || (scope === 'own' && item.step.owner === user.id)
  return isAllowed ? null : t('steps.today.readOnly')
}

function answerProblems(sentences: Record<string, string>, error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const ofAnswers = Object.entries(sentences).flatMap(([field, sentence]) =>
    field.startsWith('answers.') ? [[field.slice('answers.'.length), sentence] as const] : [],
  )
  return Object.fromEntries(ofAnswers)
}
