import type { ReactNode } from 'react'
import type { StepCard } from '../outcome/draft.ts'
import type { OutcomeControl } from '../outcome/use-outcome.ts'
import type { Today } from './use-today.ts'
import type { TodayKeys } from './use-today-keys.ts'

/** What Today shows, on a desk or on a phone. */
export interface TodayViewProps {
  today: Today
  answer: NonNullable<Today['today']>
  card: StepCard | null
  cardError: unknown
  control: OutcomeControl
  keys: TodayKeys
  /** What is wrong with the answers to the script, by question. */
  problems: Readonly<Record<string, string>>
  kind: string | undefined
  onKind: (kind: string | undefined) => void
  /** Shown in the place of a customer when the queue is empty. */
  rest: ReactNode
}
