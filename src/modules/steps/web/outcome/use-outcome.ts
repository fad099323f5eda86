import { useState } from 'react'
import { useTextEnv } from '../../../../web/text/env.tsx'
import type { Outcome } from '../../step.entity.ts'
import {
  type CompleteInput,
  type Draft,
  lacksReason,
  type Subject,
  startDraft,
  switchOutcome,
  toInput,
} from './draft.ts'

export interface OutcomeOptions {
  subject: Subject | null
  /** Answers to the script written so far. */
  answers?: Record<string, string>
  /** Ends the step. */
  onClose: (subject: Subject, input: CompleteInput) => void
  /** Why no outcome can be given now; a sentence. */
  refusal?: string | null
}

/** The outcome being filled in for a step and the ways to go on with it. */
export interface OutcomeControl {
  subject: Subject | null
  /** Null while no outcome has been chosen. */
  draft: Draft | null
  /** A reason was asked for in vain. */
  wantsReason: boolean
  refusal: string | null
  choose: (outcome: Outcome) => void
  change: (members: Partial<Draft>) => void
  cancel: () => void
  /** Closes the step with what is filled in, or with these members changed. */
  commit: (members?: Partial<Draft>) => void
  /** Closes the step with what is most likely meant; opens the form when more must be known. */
  commitDefault: (outcome: 'result' | 'postponed') => void
}

/** Fills in an outcome. What was begun for one step is forgotten with it. */
export function useOutcome({
  subject,
  answers = {},
  onClose,
  refusal = null,
}: OutcomeOptions): OutcomeControl {
  const { timeZone } = useTextEnv()
  const [state, setState] = useState<{ step: string; draft: Draft; wantsReason: boolean } | null>(null)
  const current = state && state.step === subject?.step.id ? state : null

  function show(draft: Draft, wantsReason = false) {
    if (subject && !refusal) setState({ step: subject.step.id, draft, wantsReason })
  }

  function start(outcome: Outcome): Draft | null {
    if (!subject) return null
    return current
      ? switchOutcome(current.draft, outcome)
      : startDraft(outcome, subject, new Date(), timeZone)
  }

  function close(draft: Draft) {
    if (!subject || refusal) return
    if (lacksReason(draft, subject)) return show(draft, true)
    setState(null)
    onClose(subject, toInput(draft, subject, answers))
  }

  return {
    subject,
    draft: current?.draft ?? null,
    wantsReason: current?.wantsReason ?? false,
    refusal,
    choose: (outcome) => {
      const draft = start(outcome)
      if (draft) show(draft)
    },
    change: (members) => current && show({ ...current.draft, ...members }),
    cancel: () => setState(null),
    commit: (members = {}) => current && close({ ...current.draft, ...members }),
    commitDefault: (outcome) => {
      const draft = start(outcome)
      if (draft) close(draft)
    },
  }
}
