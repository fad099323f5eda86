/** What is wrong with one field. */
export interface Problem {
  field: string
  error: string
  params?: Record<string, unknown>
}

/** A refusal of the server. `code` is stable: `record.conflict`, `access.denied`. */
export class OnwardError extends Error {
  readonly status: number
  readonly code: string
  readonly params: Record<string, unknown>
  readonly problems: Problem[]
  /** Tell it to whoever runs the server. */
  readonly requestId: string | undefined

  constructor(status: number, body: Partial<OnwardError>) {
    super(`${status} ${body.code ?? 'no answer'}`)
    this.name = 'OnwardError'
    this.status = status
    this.code = body.code ?? 'unknown'
    this.params = body.params ?? {}
    this.problems = body.problems ?? []
    this.requestId = body.requestId
  }
}
