import type { z } from 'zod'
import type { completeStep } from '../../step.commands.ts'
import type { Outcome } from '../../step.entity.ts'
import type { stepCard } from '../../steps.questions.ts'
import { postponeMoments } from './postpone.ts'

export type StepCard = z.output<typeof stepCard.output>
export type CompleteInput = z.input<typeof completeStep.input>

/** The step an outcome is given to. */
export interface Subject {
  step: {
    id: string
    kind: string
    title: string | null
    dueAt: string
    owner: string
    attempt: number
    postponements: number
  }
  entity: 'lead' | 'deal'
  record: { id: string; title: string; stage: string }
}

/** After how many postponements in a row the next one asks why. */
export const postponementsWithoutReason = 2

/** How long a refusal may wait before the customer is asked again, in months. */
export const returns = [3, 6, 12] as const
export type Fate = 'close' | (typeof returns)[number]

/** What is filled in for an outcome. Members of the next step that are null are as the stage suggests. */
export interface Draft {
  outcome: Outcome
  note: string
  /** Result: the stage to go to; `stay` and `win` are what they say. */
  to: 'stay' | 'win' | (string & {})
  kind: string | null
  dueAt: string | null
  owner: string | null
  title: string
  /** Postponed: until when. */
  until: string
  changedOffer: string
  /** Postponed and refused: why. */
  reason: string
  fate: Fate
}

/** An outcome filled in with what is most likely meant. */
export function startDraft(outcome: Outcome, { step }: Subject, now: Date, timeZone: string): Draft {
  return {
    outcome,
    note: '',
    to: 'stay',
    kind: null,
    dueAt: null,
    owner: null,
    title: '',
    until: postponeMoments(now, step.dueAt, timeZone).tomorrow,
    changedOffer: '',
    reason: '',
    fate: 'close',
  }
}

/** The same with another outcome; what was written stays. */
export function switchOutcome(draft: Draft, outcome: Outcome): Draft {
  return { ...draft, outcome, reason: '' }
}

/** Whether closing must wait for a reason. */
export function lacksReason(draft: Draft, { step }: Subject): boolean {
  if (draft.reason.trim() !== '') return false
  return (
    draft.outcome === 'refused' ||
    (draft.outcome === 'postponed' && step.postponements >= postponementsWithoutReason)
  )
}

/** The stage whose suggestion holds: the one chosen, else the one the record stands on; null while unknown. */
export function suggestionOf(draft: Draft, subject: Subject, card: StepCard | null) {
  const id = draft.to === 'stay' || draft.to === 'win' ? subject.record.stage : draft.to
  return card?.stages.find((stage) => stage.id === id)?.suggestion ?? null
}

/**
 * What the server is told. Only what was changed is named of the next step, so that its moment counts from the
 * moment of closing.
 */
export function toInput(draft: Draft, { step }: Subject, answers: Record<string, string>): CompleteInput {
  const common = {
    step: step.id,
    ...(draft.note.trim() && { note: draft.note.trim() }),
    ...(Object.keys(answers).length > 0 && { answers }),
  }
  if (draft.outcome === 'postponed') {
    const { until, changedOffer, reason } = draft
    return {
      ...common,
      outcome: 'postponed',
      dueAt: until,
      ...(changedOffer.trim() && { changedOffer: changedOffer.trim() }),
      ...(reason.trim() && { reason: reason.trim() }),
    }
  }
  if (draft.outcome === 'refused') {
    const reason = draft.reason.trim()
    return {
      ...common,
      outcome: 'refused',
      reason,
      ...(draft.fate !== 'close' && { returnInMonths: draft.fate }),
    }
  }
  if (draft.to === 'win') return { ...common, outcome: 'result', win: true }
  const { kind, dueAt, owner, title } = draft
  const next = {
    ...(kind && { kind }),
    ...(dueAt && { dueAt }),
    ...(owner && { owner }),
    ...(title.trim() && { title: title.trim() }),
  }
  return {
    ...common,
    outcome: 'result',
    ...(draft.to !== 'stay' && { stage: draft.to }),
    ...(Object.keys(next).length > 0 && { next }),
  }
}
