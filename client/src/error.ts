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
  /** The same in words of the user the key acts as; to be shown, not to be gone by. */
  readonly detail: string | undefined
  /** Tell it to whoever runs the server. */
  readonly requestId: string | undefined

  constructor(status: number, body: Partial<OnwardError>) {
    super([`${status} ${body.code ?? 'no answer'}`, body.detail].filter(Boolean).join(': '))
    this.name = 'OnwardError'
    this.status = status
    this.code = body.code ?? 'unknown'
    this.params = body.params ?? {}
    this.problems = body.problems ?? []
    this.detail = body.detail
    this.requestId = body.requestId
  }
}
