import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errors, Failure } from '../../kernel/errors/errors.ts'
import { failureOf } from '../db/database-errors.ts'
import type { Services } from '../services.ts'
import { jsonLimits } from './json-body.ts'
import { detailOf } from './problem-detail.ts'

/** What every refusal looks like on the API. */
const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z
    .string()
    .optional()
    .describe('In words of the reader, fields by their names; to be shown, not to be read by programs'),
  code: z.string().describe('Stable; what programs go by'),
  params: z.record(z.string(), z.unknown()),
  problems: z
    .array(
      z.object({
        field: z.string(),
        error: z.string(),
        params: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .describe('What is wrong with single fields'),
  requestId: z.string(),
})

/** Puts the shape of refusals beside the answers of every described route. */
export function describeProblems(app: FastifyInstance): void {
  const refusal = {
    description: 'Refusal (RFC 9457)',
    content: { 'application/problem+json': { schema: problemShape } },
  }
  app.addHook('onRoute', ({ schema }) => {
    if (schema && !schema.hide) schema.response = { ...(schema.response as object), default: refusal }
  })
}

/**
 * Every refusal leaves as RFC 9457 problem+json with a code and parameters, of which screens make their own sentence,
 * and that sentence for who has no screens. What was not foreseen is logged under the request's id and shown as
 * `server.unexpected` with that id.
 */
export async function sendProblem(
  services: Pick<Services, 'registry'>,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const failure = toFailure(error, request.routeOptions.bodyLimit ?? jsonLimits.bytes)
  if (!failure) request.log.error({ err: error }, 'unexpected')
  const code = failure?.code ?? 'server.unexpected'
  const status = errors[code]
  if (code === 'server.unavailable' || code === 'idempotency.in-progress') reply.header('retry-after', '1')
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Onward"')
  if (typeof failure?.params.retryAfter === 'number')
    reply.header('retry-after', String(failure.params.retryAfter))
  const { params = {}, problems = [] } = failure ?? {}
  const detail = await detailOf(services, request, code, { params, problems })
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `urn:onward:${code}`,
      title: code,
      status,
      detail,
      code,
      params,
      problems,
      requestId: request.id,
    })
}

/** What the parser says of a body that is no JSON. */
const notJson = new Map([
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'not-json'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'empty'],
])

function toFailure(error: unknown, bodyLimit: number): Failure | null {
  const failure = error instanceof Failure ? error : failureOf(error)
  // It would take as long again: whoever asks is to ask for less, and not to come back.
  if (failure?.code === 'server.unavailable' && failure.params.reason === 'timeout')
    return new Failure('server.took-too-long')
  if (error instanceof Failure) return error
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 413) return tooLarge(bodyLimit)
  if (statusCode === 429) return new Failure('rate.limited')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Failure('request.not-json')
  if (code && notJson.has(code)) return new Failure('request.malformed', { reason: notJson.get(code) })
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new Failure('input.invalid', { reason: code })
  return failure
}

/** A body beyond its limit in bytes, which people are told in megabytes. */
export function tooLarge(limit: number): Failure {
  return new Failure('input.too-large', { megabytes: Math.round(limit / 1024 ** 2) })
}
