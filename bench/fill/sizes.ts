/** How much a workspace holds. */
export interface Size {
  companies: number
  contacts: number
  leads: number
  deals: number
  /** Entries of all timelines together. */
  events: number
}

/** S is an office, M a company, L the largest that Onward is tuned for. */
export const sizes = {
  S: { contacts: 10_000, companies: 1000, deals: 2000, leads: 3000, events: 100_000 },
  M: { contacts: 100_000, companies: 20_000, deals: 50_000, leads: 30_000, events: 1_000_000 },
  L: { contacts: 1_000_000, companies: 100_000, deals: 200_000, leads: 300_000, events: 10_000_000 },
} as const satisfies Record<string, Size>

export type SizeName = keyof typeof sizes
