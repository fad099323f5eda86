import type { FastifyInstance } from 'fastify'
import { Failure } from '../../kernel/errors/errors.ts'

/** Bounds of a request in JSON; no honest one comes near. */
export const jsonLimits = { bytes: 1_048_576, depth: 32, keys: 10_000, text: 262_144 } as const

/** Reads bodies in JSON, keys that reach for prototypes refused, and measures them before anybody walks into them. */
export function jsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  // A text is never what a route takes: it is a body whose type was forgotten.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    // Asked for as a string above.
    parse(request, text as string, (error, body) => {
      done(error ?? excessOf(body), body)
    })
  })
}

/** The refusal of a value beyond a limit; null when it is within all. Depth costs memory here and no stack. */
function excessOf(value: unknown): Failure | null {
  let keys = 0
  const left: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let one = left.pop(); one; one = left.pop()) {
    if (typeof one.value === 'string' && one.value.length > jsonLimits.text)
      return new Failure('input.text-too-long', { most: jsonLimits.text })
    if (typeof one.value !== 'object' || one.value === null) continue
    const depth = one.depth + 1
    if (depth > jsonLimits.depth) return new Failure('input.too-deep', { most: jsonLimits.depth })
    // Members of lists count as well: a list of a million ones is no less to walk through.
    const members = Object.values(one.value)
    keys += members.length
    if (keys > jsonLimits.keys) return new Failure('input.too-many-values', { most: jsonLimits.keys })
    for (const member of members) left.push({ value: member, depth })
  }
  return null
}
