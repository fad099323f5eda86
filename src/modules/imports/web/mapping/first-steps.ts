import type { ImportSettings } from '../../index.ts'
import { spreadDue } from '../../spread-due.ts'

export interface FirstSteps {
  /** The day the last first step falls due, `2026-12-07`. */
  lastDay: string
  /** Steps of the busiest person a day. */
  perDay: number
}

/** How long the first steps of so many records keep so many people busy. */
export function firstSteps(
  { nextStep }: Pick<ImportSettings, 'nextStep'>,
  { records, people, timeZone, now }: { records: number; people: number; timeZone: string; now: Date },
): FirstSteps {
  const each = Math.max(1, Math.ceil(records / Math.max(1, people)))
  const last = spreadDue(now, nextStep, timeZone)(each - 1)
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(last)
  return { lastDay: day, perDay: Math.min(each, nextStep.perDay) }
}
