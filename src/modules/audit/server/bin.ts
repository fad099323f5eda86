import { scopeOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { eachRecord } from '../../../server/records/each-record.ts'
import { eraseRecord } from '../../../server/records/erase.ts'
import { momentOf, readIdCursor, writeIdCursor } from '../../../server/records/id-cursor.ts'
import { writableEntity } from '../../../server/records/named-entity.ts'
import { titlesOf } from '../../../server/records/titles.ts'
import { restoreRecord } from '../../../server/records/write.ts'
import { answer, handle } from '../../../server/registry.ts'
import { file } from '../../files/index.ts'
import { eraseFromBin, listBin, mostOfAct, restoreAct, restoreFromBin } from '../audit.commands.ts'
import { type BinRow, binnedOf, deletedBy, forgetTraces, seenInBin } from './bin.queries.ts'

export const listBinAnswer = answer(listBin, async (ctx, { entity, cursor, limit, ...filter }) => {
  const kinds = binnedKinds(ctx)
  const below = cursor ? readIdCursor(cursor) : null
  const found: BinRow[] = []
  for (const kind of kinds)
    if (!entity || kind.name === entity)
      found.push(...(await binnedOf(ctx, kind, filter, { below, limit: limit + 1 })))
  found.sort((one, other) => (one.id < other.id ? 1 : -1))
  const shown = found.slice(0, limit)
  const titles = await titlesFor(ctx, shown)
  return {
    items: shown.map((row) => ({ ...row, title: titles[row.record] ?? '' })),
    titles,
    kinds: kinds.map(({ name }) => name),
    nextCursor: found.length > limit ? writeIdCursor(shown.at(-1)!.id) : null,
  }
})

export const restoreFromBinHandler = handle(restoreFromBin, (ctx, { items }) => bringBack(ctx, items))

export const restoreActHandler = handle(restoreAct, async (ctx, { event }) => {
  const items = await seen(ctx, await deletedBy(ctx, event, momentOf(event), mostOfAct))
  if (items.length === 0) fail('record.not-found', { entity: 'act' })
  return bringBack(ctx, items)
})

export const eraseFromBinHandler = handle(eraseFromBin, (ctx, { items }) => {
  const nouns = nounsOf(ctx, items)
  return eachRecord(
    ctx,
    items.map(({ id }) => id),
    // Every id came with its noun.
    (id) => eraseBinned(ctx, nouns.get(id)!, id),
  )
})

type Item = { entity: string; id: string }

/** An act of which one sees nothing is as if there were none. */
async function seen(ctx: Ctx, items: readonly Item[]): Promise<Item[]> {
  const found: Item[] = []
  for (const name of new Set(items.map(({ entity }) => entity))) {
    const entity = ctx.registry.catalog.find(name)
    const ids = items.flatMap((one) => (one.entity === name ? [one.id] : []))
    if (entity?.softDelete)
      found.push(...(await seenInBin(ctx, entity, ids)).map((id) => ({ entity: name, id })))
  }
  return found
}

function bringBack(ctx: Ctx, items: readonly Item[]) {
  const nouns = nounsOf(ctx, items)
  return eachRecord(
    ctx,
    items.map(({ id }) => id),
    // Every id came with its noun.
    (id) => restoreRecord(ctx, nouns.get(id)!, id),
  )
}

const nounsOf = (ctx: Ctx, items: readonly Item[]) =>
  new Map(items.map(({ entity, id }) => [id, binnedEntity(ctx, entity)]))

function binnedEntity(ctx: Ctx, name: string): Entity {
  const entity = ctx.registry.catalog.find(name)
  return entity?.name === file.name ? entity : writableEntity(ctx, name)
}

/** People and settings are led to from everywhere, also from what is no record. */
export const isErasable = ({ rightsObject }: Entity) => rightsObject !== 'user' && rightsObject !== 'settings'

/** Erases a record that is in the bin, with what other parts of the product keep of it. */
export async function eraseBinned(ctx: Ctx, entity: Entity, id: string): Promise<void> {
  if (!isErasable(entity)) fail('record.in-use', { entity: entity.name })
  await forgetTraces(ctx, await eraseRecord(ctx, entity, id))
}

/** Kinds of records that go to the bin and that the actor may bring back, as far as his role says at all. */
export function binnedKinds(ctx: Ctx): Entity[] {
  return ctx.registry.entities.filter(
    ({ name, softDelete, rightsObject, fields }) =>
      softDelete &&
      // Files are written by verbs alone and are deleted by people all the same.
      (name === file.name || Object.values(fields).some(({ readOnly }) => !readOnly)) &&
      scopeOf(ctx.actor, rightsObject, 'read') !== 'no' &&
      scopeOf(ctx.actor, rightsObject, 'delete') !== 'no',
  )
}

async function titlesFor(ctx: Ctx, rows: readonly BinRow[]): Promise<Record<string, string>> {
  const titles: Record<string, string> = {}
  for (const kind of new Set(rows.map(({ entity }) => entity))) {
    const ids = rows.filter(({ entity }) => entity === kind).map(({ record }) => record)
    Object.assign(titles, await titlesOf(ctx, kind, ids))
  }
  const people = rows.flatMap(({ actor }) => actor ?? [])
  return Object.assign(titles, await titlesOf(ctx, 'user', [...new Set(people)]))
}
