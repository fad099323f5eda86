import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRightOn } from '../../../server/records/access.ts'
import { getRecord, type Titles } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { answer, handle } from '../../../server/registry.ts'
import { decideDuplicate, duplicateQueue } from '../duplicates.commands.ts'
import { countOpenPairs, lockPair, openPairs, saveDecision } from './queue.queries.ts'

const mostCounted = 1000

export const queueAnswer = answer(duplicateQueue, async (ctx, { entity: name, cursor, limit }) => {
  const entity = ctx.registry.catalog.entity(name)
  const found = await openPairs(ctx, entity, { after: readCursor(cursor), limit: limit + 1 })
  const pairs = found.slice(0, limit)
  const titles: Titles = {}
  const records = new Map<string, StoredRecord>()
  for (const id of new Set(pairs.flatMap(({ a, b }) => [a, b]))) {
    const { titles: named, ...record } = await getRecord(ctx, entity, id)
    Object.assign(titles, named)
    records.set(id, record)
  }
  const count = await countOpenPairs(ctx, entity, mostCounted)
  const last = pairs.at(-1)
  return {
    items: pairs.map(({ id, a, b, score, reasons }) => ({
      id,
      score,
      reasons: reasons.filter(({ field }) => entity.fields[field]?.limit !== 'hidden'),
      records: [records.get(a)!, records.get(b)!],
    })),
    titles,
    nextCursor: found.length > limit && last ? `${last.score} ${last.id}` : null,
    total: { count, exact: count < mostCounted },
  }
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
  return getRecord(ctx, entity, id).catch(() => fail('record.not-found', { entity: 'duplicate' }))
}

function readCursor(cursor: string | undefined): { score: number; id: string } | null {
  if (cursor === undefined) return null
  const [score, id] = cursor.split(' ')
  if (!id || !/^[0-9a-f-]{36}$/.test(id) || !Number.isFinite(Number(score))) fail('input.bad-cursor')
  return { score: Number(score), id }
}
