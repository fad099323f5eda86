import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { fail } from '../../kernel/errors/errors.ts'
import { runAct } from '../act.ts'
import type { Ctx } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { isPlanted } from '../plants.ts'
import type { Caller } from './caller.ts'

/** What a write answers: the status and the body a repeated request gets again. */
export interface Answer {
  status: number
  body: unknown
  /** Not kept: a repeated request learns that it succeeded and nothing more. */
  secret?: boolean
}

const largestKeptBody = 65_536

/**
 * Runs a write once per `Idempotency-Key`. The key is stored in the transaction of the effect, so a client that
 * lost the answer may ask again: the same request gets the same answer, another request under the key is 422,
 * and one that is still running is 409. Refusals store nothing.
 */
export async function answerOnce(
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (ctx: Ctx) => Promise<Answer>,
) {
  const key = request.headers['idempotency-key']
  const { status, body } = await runAct(caller, async (ctx) => {
    if (typeof key !== 'string' || key.length === 0 || isPlanted('forgotten-key')) return work(ctx)
    if (key.length > 200)
      fail('input.invalid', {}, [{ field: 'Idempotency-Key', error: 'value.too-long', params: { max: 200 } }])
    const earlier = await claim(ctx, key, hashOf(request))
    if (earlier) return earlier
    const answer = await work(ctx)
    const text = JSON.stringify(answer.body)
    await prepared(
      sql`
      update idempotency_keys set status = ${answer.status}, body = ${text.length <= largestKeptBody && !answer.secret ? text : null}
      where actor_id = ${ctx.actor.userId} and key = ${key}`,
      ctx.tx,
    )
    return answer
  })
  return reply.code(status).send(body)
}

/** Takes the key, or returns the answer it already has. Waits at most the lock timeout for one in progress. */
async function claim(ctx: Ctx, key: string, hash: Buffer): Promise<Answer | null> {
  const inserted = await prepared(
    sql`
    insert into idempotency_keys (actor_id, key, request_hash, created_at)
    values (${ctx.actor.userId}, ${key}, ${hash}, ${ctx.now})
    on conflict do nothing returning key`,
    ctx.tx,
  ).catch((error: { code?: string }) => {
    if (error.code === '55P03') fail('idempotency.in-progress')
    throw error
  })
  if (inserted.rows.length > 0) return null
  const { rows } = await sql<{ request_hash: Buffer; status: number; body: string | null }>`
    select request_hash, status, body from idempotency_keys
    where actor_id = ${ctx.actor.userId} and key = ${key}`.execute(ctx.tx)
  const earlier = rows[0]
  if (!earlier) fail('idempotency.in-progress')
  if (!earlier.request_hash.equals(hash)) fail('idempotency.other-request')
  return { status: earlier.status, body: earlier.body === null ? {} : JSON.parse(earlier.body) }
}

function hashOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest()
}
