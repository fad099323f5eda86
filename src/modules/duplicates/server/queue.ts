import { scopeOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRightOn } from '../../../server/records/access.ts'
import { getRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { answer, handle } from '../../../server/registry.ts'
import { decideDuplicate, duplicateQueue, duplicatesWaiting } from '../duplicates.commands.ts'
import { comparedKinds } from '../rules.ts'
import { countOpenPairs, lockPair, openPairs, recordsOfPairs, saveDecision } from './queue.queries.ts'

const mostCounted = 1000

export const queueAnswer = answer(duplicateQueue, async (ctx, { entity: name, cursor, limit }) => {
  const entity = ctx.registry.catalog.entity(name)
  const found = await openPairs(ctx, entity, { after: readCursor(cursor), limit: limit + 1 })
  const pairs = found.slice(0, limit)
  const { records, titles } = await recordsOfPairs(ctx, entity, pairs)
  const count = await countOpenPairs(ctx, entity, mostCounted)
  const last = pairs.at(-1)
  return {
    items: pairs.flatMap(({ id, a, b, score, reasons }) => {
      const [one, other] = [records.get(a), records.get(b)]
      // One of them may have gone between the two statements.
      if (!one || !other) return []
      const known = reasons.filter(({ field }) => entity.fields[field]?.limit !== 'hidden')
      return [{ id, score, reasons: known, records: [one, other] }]
    }),
    titles,
    nextCursor: found.length > limit && last ? `${last.score} ${last.id}` : null,
    total: { count, exact: count < mostCounted },
  }
})

export const waitingAnswer = answer(duplicatesWaiting, async (ctx) => {
  const counts = { company: 0, contact: 0, lead: 0 }
  for (const kind of comparedKinds) {
    const entity = ctx.registry.catalog.entity(kind)
    if (scopeOf(ctx.actor, entity.rightsObject, 'read') !== 'no')
      counts[kind] = await countOpenPairs(ctx, entity, mostCounted)
  }
  return { counts }
})

export const decideHandler = handle(decideDuplicate, async (ctx, { id, decision }) => {
  const pair = (await lockPair(ctx, id)) ?? fail('record.not-found', { entity: 'duplicate' })
  const entity = ctx.registry.catalog.entity(pair.entity)
  const records = [await seen(ctx, entity, pair.a), await seen(ctx, entity, pair.b)]
  for (const record of records) requireRightOn(ctx, entity, 'update', record)
  await saveDecision(ctx, id, decision)
  return { id, status: decision }
})

/** A pair of which one may not see both is as if there were none. */
async function seen(ctx: Ctx, entity: Entity, id: string): Promise<StoredRecord> {
  return getRecord(ctx, entity, id).catch((error: unknown) => {
    if (error instanceof Failure) fail('record.not-found', { entity: 'duplicate' })
    throw error
  })
}

function readCursor(cursor: string | undefined): { score: number; id: string } | null {
  if (cursor === undefined) return null
  const [score, id] = cursor.split(' ')
  if (!id || !/^[0-9a-f-]{36}$/.test(id) || !Number.isFinite(Number(score))) fail('input.bad-cursor')
  return { score: Number(score), id }
}
