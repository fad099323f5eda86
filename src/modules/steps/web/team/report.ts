import type { z } from 'zod'
import type { teamReport } from '../../steps.questions.ts'

export type Report = z.output<typeof teamReport.output>
export type Person = Report['people'][number]

/** All steps a person has closed, whatever the outcome. */
export function closedOf({ done }: Pick<Person, 'done'>): number {
  return done.result + done.postponed + done.refused
}
