import type { Lane } from '../lane.ts'

/** What a lane has made itself and may go on working with; nobody else touches it, so refusals are few. */
export interface Desk {
  /** Contacts nothing has happened to yet. */
  contacts: string[]
  binned: string[]
  /** Calls that created contacts, still to be taken back. */
  batches: { event: string; contacts: string[] }[]
  merges: { event: string; contacts: string[] }[]
  /** The mass change and the export begun last: the next begins when the server is done with it. */
  bulk: string | null
  export: string | null
}

const desks = new WeakMap<Lane, Desk>()

export function deskOf(lane: Lane): Desk {
  const known = desks.get(lane)
  if (known) return known
  const desk: Desk = { contacts: [], binned: [], batches: [], merges: [], bulk: null, export: null }
  desks.set(lane, desk)
  return desk
}
