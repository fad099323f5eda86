import type { z } from 'zod'

/** The contract of a verb: what it takes, what it gives back and the right it needs. */
export interface Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** `object.verb`; the route is POST /api/v1/commands/<name>. */
  name: string
  /** `object:action` of the role's rights; null: any signed-in member. */
  needs: string | null
  input: Input
  output: Output
  /** The answer holds a secret that is shown once, so it is not kept for a repeated request. */
  secretAnswer?: boolean
  /** It may work through very many records: its statements have the time those of jobs have. */
  mayTakeLong?: boolean
}

/** Declares a verb. */
export function defineCommand<Input extends z.ZodType, Output extends z.ZodType>(
  command: Command<Input, Output>,
) {
  return command
}

/** The contract of a question that no derived list answers: GET /api/v1/<path>. */
export interface Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  name: string
  path: string
  needs: string | null
  /** Read from the query string; every member is a string there, so use `z.coerce`. */
  input: Input
  output: Output
}

/** Declares a question. */
export function defineQuery<Input extends z.ZodType, Output extends z.ZodType>(query: Query<Input, Output>) {
  return query
}
