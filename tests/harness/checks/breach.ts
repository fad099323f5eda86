/** Something that must not be. */
export interface Breach {
  /** Which check caught it. */
  check: string
  what: string
  detail?: unknown
  /** Key of the operation it is about. */
  key?: string
}

/** A connection to the workspace under test, in the schema of which bare names are looked up. */
export interface Sql {
  rows<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
}
