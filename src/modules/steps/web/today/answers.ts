import { createStore, useStore } from '../../../../web/app/store.ts'
import type { StepCard } from '../outcome/draft.ts'

type Answers = Readonly<Record<string, string>>

/** Answers written down while talking, by step; they are sent when the step is closed and kept until then. */
const written = createStore<ReadonlyMap<string, Answers>>(new Map())
const none: Answers = {}

/** What has been written for a step, by the id of the question. */
export function useAnswers(step: string | null): Answers {
  return useStore(written, (all) => (step === null ? none : (all.get(step) ?? none)))
}

/** Writes down an answer. */
export function writeAnswer(step: string, question: string, text: string): void {
  written.set((all) => new Map(all).set(step, { ...all.get(step), [question]: text }))
}

/** Forgets the answers of a step that was closed. */
export function forgetAnswers(step: string): void {
  written.set((all) => new Map([...all].filter(([id]) => id !== step)))
}

/** The answers that say something new. */
export function newAnswers(answers: Answers, script: StepCard['script']): Record<string, string> {
  const known = new Map(script?.questions.map(({ id, answer }) => [id, answer ?? '']))
  return Object.fromEntries(
    Object.entries(answers).filter(([id, text]) => text.trim() !== '' && text !== known.get(id)),
  )
}
