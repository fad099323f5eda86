import type { FieldProblem } from '../../kernel/errors/errors.ts'

/** A refusal or failure of a request. `code` is of the kernel's list, or `network.unreachable` (status 0). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly params: Record<string, unknown>
  readonly problems: readonly FieldProblem[]
  readonly requestId: string | null

  constructor(status: number, body: ProblemBody) {
    super(body.code)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.params = body.params ?? {}
    this.problems = body.problems ?? []
    this.requestId = body.requestId ?? null
  }
}

/** The members of a problem+json answer that are used here (RFC 9457). */
export interface ProblemBody {
  code: string
  params?: Record<string, unknown>
  problems?: FieldProblem[]
  requestId?: string
}

/** Whether the request never reached the server, or the server could not take it now. */
export function isTemporary(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504)
  )
}

/** Whether a failure is the refusal with this code. */
export function isRefusal(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code
}
