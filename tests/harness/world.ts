/** Who asks, and by what he is known: a session cookie or an API key. */
export interface Person {
  id: string
  name: string
  headers: Record<string, string>
}

/** What the clients are told about the workspace they work in; set up once for each run. */
export interface World {
  schema: string
  /** What was written before this transaction was told to nobody. */
  firstTransaction: string
  admin: Person
  head: Person
  managers: Person[]
  /** People who come and go: switched off with an heir, and on again. Nobody works as one of them. */
  passing: string[]
  /** A field of deals, `x_size`, whose type changes now and then. */
  field: string
  /** Somebody outside who wants to hear of things; null where there is nobody. */
  webhook: { id: string; secret: string } | null
  stages: { id: string; pipeline: string; worksOn: 'lead' | 'deal' }[]
}

/** A lead or deal as a client last saw it. */
export interface Seen {
  entity: 'lead' | 'deal'
  id: string
  title: string
  status: string
  stage: string
  pipeline: string
  step: string | null
}
