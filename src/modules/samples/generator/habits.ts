import type { Temper } from './words/vocabulary.ts'

/** A temper in figures. */
export interface Habits {
  /** Share of the leads and of the customers, in parts. */
  leads: number
  customers: number
  /** How much likelier than others to win. */
  luck: number
  /** Chance that a step is put off rather than done. */
  putsOff: number
  /** Working days between steps, as a multiple of the ordinary. */
  pace: number
  /** Chance that a step is closed on a later day than promised. */
  late: number
  /** Steps waiting today, and steps that should have been closed before. */
  today: number
  overdue: number
  /** Steps a day and results among them that the head of sales asks for. */
  plan: [steps: number, results: number]
}

/** One manager carries too much, one is a joy, one will do it tomorrow; the rest are as people are. */
export const habits: Readonly<Record<Temper, Habits>> = {
  excellent: {
    leads: 20,
    customers: 21,
    luck: 3,
    putsOff: 0.13,
    pace: 0.7,
    late: 0.04,
    today: 12,
    overdue: 0,
    plan: [10, 7],
  },
  steady: {
    leads: 17,
    customers: 16,
    luck: 1.7,
    putsOff: 0.3,
    pace: 1,
    late: 0.12,
    today: 10,
    overdue: 2,
    plan: [8, 5],
  },
  overloaded: {
    leads: 32,
    customers: 30,
    luck: 1.3,
    putsOff: 0.33,
    pace: 1.3,
    late: 0.3,
    today: 16,
    overdue: 6,
    plan: [14, 8],
  },
  procrastinator: {
    leads: 15,
    customers: 14,
    luck: 0.6,
    putsOff: 0.6,
    pace: 1.5,
    late: 0.4,
    today: 14,
    overdue: 9,
    plan: [8, 5],
  },
  'key-accounts': {
    leads: 0,
    customers: 4,
    luck: 3,
    putsOff: 0.15,
    pace: 1.2,
    late: 0.05,
    today: 3,
    overdue: 0,
    plan: [3, 2],
  },
}
