const kinds = {
  user: 1,
  team: 2,
  company: 3,
  contact: 4,
  lead: 5,
  deal: 6,
  step: 7,
  event: 8,
  tag: 9,
} as const

export type Kind = keyof typeof kinds

/** Id of the n-th record of a kind, a UUIDv7 of the moment it was made: the same every time, and as sortable as a real one. */
export function idOf(kind: Kind, n: number, at: number): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kinds[kind]}00-8000-${n.toString(16).padStart(12, '0')}`
}
