import { type BulkRun, bulkRefusals, bulkRun, bulkRuns } from '../../../kernel/commands/bulk.ts'
import type { Ctx } from '../../../server/context.ts'
import { readIdCursor, writeIdCursor } from '../../../server/records/id-cursor.ts'
import { titlesOf } from '../../../server/records/titles.ts'
import { answer } from '../../../server/registry.ts'
import { findOwnRun, findOwnRuns, reasonsOf, refusalsOf } from './runs.queries.ts'

export const runsAnswer = answer(bulkRuns, async (ctx, { limit }) => {
  const items = await findOwnRuns(ctx, limit)
  return { items, titles: await namesIn(ctx, items) }
})

export const runAnswer = answer(bulkRun, async (ctx, { id }) => {
  const item = await findOwnRun(ctx, id)
  return { item, titles: await namesIn(ctx, [item]), reasons: await reasonsOf(ctx, id) }
})

export const refusalsAnswer = answer(bulkRefusals, async (ctx, { id, cursor, limit }) => {
  const { entity } = await findOwnRun(ctx, id)
  const found = await refusalsOf(ctx, id, cursor ? readIdCursor(cursor) : null, limit + 1)
  const items = found.slice(0, limit)
  const titles = await titlesOf(
    ctx,
    entity,
    items.map((one) => one.id),
  )
  return {
    items: items.map((one) => ({ ...one, title: titles[one.id] ?? null })),
    nextCursor: found.length > limit ? writeIdCursor(items.at(-1)!.id) : null,
  }
})

/** Names of the people, stages and records that acts speak of, as far as the reader sees them. */
async function namesIn(ctx: Ctx, runs: readonly BulkRun[]): Promise<Record<string, string>> {
  const wanted = new Map<string, Set<string>>()
  const note = (kind: string, id: unknown) => {
    if (typeof id !== 'string') return
    wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id))
  }
  for (const { entity, act } of runs) {
    if (act.kind === 'assign') note('user', act.owner)
    if (act.kind === 'move') note('stage', act.stage)
    if (act.kind === 'step') {
      note('user', act.next.owner)
      note('stepKind', act.next.kind)
    }
    if (act.kind === 'edit')
      for (const [name, value] of Object.entries(act.changes)) {
        const field = ctx.registry.catalog.find(entity)?.fields[name]
        if (field?.type.name === 'ref' || field?.type.name === 'refs')
          for (const id of [value].flat()) note(field.options.to, id)
      }
  }
  const titles: Record<string, string> = {}
  for (const [kind, ids] of wanted) Object.assign(titles, await titlesOf(ctx, kind, [...ids]))
  return titles
}
