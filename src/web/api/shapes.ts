/** The open next step of a record under the next-step law. */
export interface OpenStep {
  id: string
  kind: string
  title: string
  dueAt: string
  owner: string
  attempt: number
  postponements: number
}

/** A record as the server gives it: system members and the fields by name; refs are ids. */
export interface Row {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** Of leads and deals only; null when the record is closed. */
  step?: OpenStep | null
  [field: string]: unknown
}

/** Names of the records that refs point at, by id. */
export type Titles = Record<string, string>

export interface ListParams {
  filter?: unknown
  /** Names of fields, at most three; `-amount` is descending. */
  sort?: readonly string[]
  cursor?: string
  limit?: number
  q?: string
}

export interface Page {
  items: Row[]
  titles: Titles
  nextCursor: string | null
  /** Of the first page only; not exact above 10 000. */
  total: { count: number; exact: boolean } | null
  /** The words of `q` as they were understood, where nothing was found for them as typed. */
  shownFor: string | null
}

export interface RecordAnswer {
  item: Row
  titles: Titles
  can: { update: boolean; delete: boolean }
}

/** An answer to a write; `event` undoes it. */
export interface WriteAnswer {
  item: Row
  titles: Titles
  event: string
}

export type Change = Record<string, unknown>
