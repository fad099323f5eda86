import { type ErrorCode, Failure } from '../../../kernel/errors/errors.ts'

/** Whether something thrown is the refusal with this code. */
export function isFailure(error: unknown, code: ErrorCode): error is Failure {
  return error instanceof Failure && error.code === code
}

/** Nothing is wrong with the records: the database is away, or somebody holds what is needed. Trying again helps. */
export function isPassing(error: unknown): boolean {
  return (
    isFailure(error, 'server.unavailable') ||
    (isFailure(error, 'record.conflict') && error.params.reason === 'busy')
  )
}
