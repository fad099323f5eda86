import type { z } from 'zod'
import { useCache } from '../../../../web/api/cache.ts'
import { calendar } from '../../steps.questions.ts'
import { useChangeStep } from '../parts/use-change-step.ts'
import type { CalendarStep } from './calendar-step.tsx'

type Answer = z.output<typeof calendar.output>

/** Moves a step to another moment: there at once, back where it was when the server refuses. */
export function useMoveStep(input: object): (step: CalendarStep, dueAt: string) => void {
  const { rewrite } = useCache()
  const { change } = useChangeStep()
  return (step, dueAt) => {
    if (dueAt === step.dueAt || step.closedAt) return
    const takeBack = rewrite<Answer>(calendar.name, input, (answer) => ({
      ...answer,
      steps: answer.steps.map((one) => (one.id === step.id ? { ...one, dueAt } : one)).toSorted(byDue),
    }))
    void change(step.id, { dueAt }).then((isDone) => {
      if (!isDone) takeBack()
    })
  }
}

function byDue(one: { dueAt: string }, other: { dueAt: string }): number {
  return one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0
}
