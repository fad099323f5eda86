import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fail } from '../../kernel/errors/errors.ts'

interface Bucket {
  /** Requests that may still be made at `at`. */
  tokens: number
  /** Milliseconds of a clock that only goes forward. */
  at: number
}

interface Standing {
  limit: number
  remaining: number
  /** Seconds until the bucket is full again. */
  reset: number
}

const mostRemembered = 50_000
const buckets = new Map<string, Bucket>()
const standings = new WeakMap<FastifyRequest, Standing>()

/**
 * Takes one request from what a key may make, once for each request; refuses with 429 when nothing is left. A key has
 * `perMinute` requests at once and gets them back evenly within a minute. Each process counts for itself.
 */
export function spend(
  request: FastifyRequest,
  keyId: string,
  perMinute: number,
  now = performance.now(),
): void {
  if (standings.has(request)) return
  const known = buckets.get(keyId)
  const perMs = perMinute / 60_000
  const tokens = known ? Math.min(perMinute, known.tokens + (now - known.at) * perMs) : perMinute
  const isAllowed = tokens >= 1
  const left = isAllowed ? tokens - 1 : tokens
  if (!known && buckets.size >= mostRemembered) buckets.clear()
  buckets.set(keyId, { tokens: left, at: now })
  standings.set(request, {
    limit: perMinute,
    remaining: Math.floor(left),
    reset: Math.ceil((perMinute - left) / perMs / 1000),
  })
  if (!isAllowed) fail('rate.limited', { retryAfter: Math.max(1, Math.ceil((1 - left) / perMs / 1000)) })
}

/** Tells every program with a key how much it may still ask. */
export function keyRateHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const standing = standings.get(request)
    if (!standing) return
    reply.headers({
      'ratelimit-limit': String(standing.limit),
      'ratelimit-remaining': String(standing.remaining),
      'ratelimit-reset': String(standing.reset),
    })
  })
}
