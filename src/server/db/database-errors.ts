import { Failure } from '../../kernel/errors/errors.ts'

interface PgError {
  code?: string
  constraint?: string
  detail?: string
  message: string
}

/** Serialization failure, deadlock or an outdated plan: the same transaction may well succeed when run again. */
export function isRetryable(error: unknown): boolean {
  const { code } = error as PgError
  return code === '40001' || code === '40P01' || isPlanOutdated(error)
}

/** A column has got another type since the plan of a statement was kept. */
export function isPlanOutdated(error: unknown): boolean {
  const { code, message } = error as PgError
  return code === '0A000' && /cached plan/.test(message)
}

/**
 * The database cannot be reached or is going away, or what it and the files stand on is exhausted: a full disk (of
 * the server 53100, of our own ENOSPC), memory, connections. The client should come back a little later.
 */
function isUnavailable(error: unknown): boolean {
  const { code, message } = error as PgError
  return (
    /^(57P0[123]|08...|25006|53[123]00|58030)$/.test(code ?? '') ||
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOSPC|EDQUOT|EIO)$/.test(code ?? '') ||
    // node-postgres gives these three no code.
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(message ?? '')
  )
}

/**
 * The refusal a database error stands for, or null when it is a fault of ours. Constraints are the last line
 * of the laws that the verbs check first, so here two people have met in the middle.
 */
export function failureOf(error: unknown): Failure | null {
  const { code, constraint = '', detail } = error as PgError
  if (isModelOutdated(error as PgError)) return new Failure('server.unavailable', { reason: 'model' })
  if (isUnavailable(error)) return new Failure('server.unavailable')
  if (code === '55P03' || code === '40P01' || code === '40001') return new Failure('record.busy')
  if (code === '57014') return new Failure('server.unavailable', { reason: 'timeout' })
  if (code === '23505' && constraint === 'steps_one_open') return new Failure('step.already-closed')
  if (code === '23505') return new Failure('record.duplicate', { constraint })
  if (code === '23503' && constraint === 'steps_owner_active') return new Failure('step.owner-inactive')
  if (code === '23503' && /next_step|open_lead|open_deal/.test(constraint))
    return new Failure('step.next-required')
  if (code === '23503')
    return new Failure(detail?.includes('still referenced') ? 'record.in-use' : 'record.not-found', {
      constraint,
    })
  if (code === '23514' && /open_has_step/.test(constraint)) return new Failure('step.next-required')
  if (code === '23514' && constraint === 'steps_postponed_with_reason')
    return new Failure('step.reason-required')
  if (code === '23514' || code === '54000' || isValueError(code))
    return new Failure('input.invalid', { constraint })
  return null
}

/**
 * A column of a workspace's own that is not there any more: its field has got another type since this process read the
 * model, which it does again within a second.
 */
function isModelOutdated({ code, message }: PgError): boolean {
  return code === '42703' && /\bx_[a-z]/.test(message)
}

/** A value its column cannot hold: too long, out of range, no date, characters that cannot be stored. */
function isValueError(code = ''): boolean {
  return ['22001', '22003', '22007', '22008', '22021', '22P02', '22P03', '22P05'].includes(code)
}
