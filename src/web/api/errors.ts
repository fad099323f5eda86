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

/** Longest pause a request that is tried again by itself makes; a refusal that asks for more is shown. */
const longestPause = 8000

/**
 * Milliseconds until a request is tried again: what the server asked for, or longer with each try. A little more or
 * less each time, so that everybody who was refused at once does not come back at once.
 */
export function pauseBefore(attempt: number, error: unknown, first: number): number {
  const asked = error instanceof ApiError ? error.params.retryAfter : undefined
  const pause = typeof asked === 'number' ? asked * 1000 : first * 2 ** attempt
  return Math.min(longestPause, pause) * (1 + Math.random() / 4)
}

/** Whether the request never reached the server, or the server could not take it now. */
export function isTemporary(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  // 429 is a matter of seconds only when it says so; too many tries to sign in take minutes.
  if (error.code === 'server.took-too-long') return false
  if (error.status === 429) return Number(error.params.retryAfter) * 1000 <= longestPause
  return [0, 502, 503, 504].includes(error.status)
}

/** Whether a failure is the refusal with this code. */
export function isRefusal(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code
}
