/**
 * Every refusal of the product: its code and HTTP status. The sentence is made where it is read, from
 * `errors.<code>` in the reader's language with the parameters given.
 */
export const errors = {
  'auth.required': 401,
  'auth.wrong-credentials': 401,
  'auth.too-many-tries': 429,
  'auth.foreign-origin': 403,
  'auth.invitation-invalid': 404,
  'setup.already-done': 409,
  'setup.link-invalid': 404,
  'access.denied': 403,
  'record.not-found': 404,
  'record.conflict': 409,
  'record.busy': 409,
  'record.in-use': 409,
  'record.duplicate': 409,
  'input.invalid': 422,
  'input.unknown-field': 422,
  'input.bad-cursor': 400,
  'input.bad-filter': 400,
  'input.too-large': 413,
  'input.too-deep': 400,
  'input.too-many-values': 400,
  'input.text-too-long': 400,
  'input.headers-too-large': 431,
  'request.malformed': 400,
  'request.not-json': 415,
  'request.too-slow': 408,
  'changes.cursor-lost': 410,
  'batch.refused': 422,
  'idempotency.other-request': 422,
  'idempotency.in-progress': 409,
  'step.already-closed': 409,
  'step.reason-required': 422,
  'step.next-required': 422,
  'step.owner-inactive': 422,
  'status.wrong': 409,
  'stage.other-pipeline': 422,
  'stage.fields-missing': 422,
  'win.fields-missing': 422,
  'lead.duplicates-found': 409,
  'duplicates.scan-running': 409,
  'merge.survivor-closed': 409,
  'merge.too-many': 422,
  'merge.not-last': 409,
  'tag.too-many': 409,
  'favourite.too-many': 409,
  'user.last-administrator': 409,
  'user.heir-required': 422,
  'user.email-shared': 409,
  'user.too-many-invitations': 429,
  'role.fixed': 409,
  'sample.already-loaded': 409,
  'field.too-many': 409,
  'field.has-empty': 409,
  'field.has-shared': 409,
  'field.choice-in-use': 409,
  'field.not-convertible': 409,
  'field.in-formula': 409,
  'field.converting': 409,
  'field.hidden': 403,
  'field.masked': 403,
  'object.too-many': 409,
  'import.unreadable': 422,
  'import.wrong-state': 409,
  'import.undo-late': 409,
  'import.in-use': 409,
  'import.mapping-invalid': 422,
  'export.too-many': 422,
  'export.too-many-schedules': 409,
  'export.over-quota': 422,
  'export.not-ready': 409,
  'export.gone': 410,
  'bulk.too-many': 422,
  'bulk.count-changed': 409,
  'bulk.rights-changed': 403,
  'bulk.wrong-state': 409,
  'bulk.undo-late': 409,
  'file.not-ready': 409,
  'file.infected': 409,
  'file.no-room': 409,
  'file.in-field': 409,
  'import.basis-missing': 422,
  'webhook.too-many': 409,
  'webhook.switched-off': 409,
  'server.unexpected': 500,
  'server.unavailable': 503,
  'server.busy': 503,
  'server.took-too-long': 503,
  'rate.limited': 429,
  'request.unknown-host': 421,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errors

/** What is wrong with one field: the key of a sentence (`errors.value.*`) and its parameters. */
export interface FieldProblem {
  field: string
  error: string
  params?: Record<string, unknown>
}

/** A refusal: expected, explained to the user, never logged as a fault. */
export class Failure extends Error {
  readonly code: ErrorCode
  readonly params: Record<string, unknown>
  readonly problems: FieldProblem[]

  constructor(code: ErrorCode, params: Record<string, unknown> = {}, problems: FieldProblem[] = []) {
    super(code)
    this.name = 'Failure'
    this.code = code
    this.params = params
    this.problems = problems
  }
}

/** Refuses with a declared code. */
export function fail(code: ErrorCode, params?: Record<string, unknown>, problems?: FieldProblem[]): never {
  throw new Failure(code, params, problems)
}

/** Whether something thrown is the refusal with this code. */
export function isFailure(error: unknown, code: ErrorCode): error is Failure {
  return error instanceof Failure && error.code === code
}

/** Nothing is wrong with what was asked for: the database is away, or somebody holds what is needed. Trying again helps. */
export function isPassing(error: unknown): boolean {
  return isFailure(error, 'server.unavailable') || isFailure(error, 'record.busy')
}
