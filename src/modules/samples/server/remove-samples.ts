import { removeMember, shutOut } from '../../../server/auth/members.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { forgetWords } from '../../../server/records/search-index.ts'
import {
  borneBesides,
  detachNotes,
  redirect,
  removeByRef,
  removeHistory,
  removeMarks,
  removeParts,
  removeRows,
  sampleMarks,
} from './remove-samples.queries.ts'
import { lockSample } from './samples.queries.ts'

export interface RemovedSamples {
  removed: number
  /** Records of the workspace itself that sample people held and the actor has now. */
  handedOver: number
}

// What leads to others goes before them; steps and notes have gone already.
const order = ['view', 'plan', 'lead', 'deal', 'contact', 'company', 'product', 'user', 'team', 'tag']

/**
 * Takes away everything the sample brought, with its steps, notes, events and people. What was not brought by the
 * sample stays: links to sample records are emptied, tags that it bears are its own now, and what sample people own goes
 * to the actor.
 */
export async function removeSamples(ctx: Ctx): Promise<RemovedSamples> {
  if (!(await lockSample(ctx))) return { removed: 0, handedOver: 0 }
  const marks = await sampleMarks(ctx)
  const kept = await borneBesides(ctx, marks.get('tag') ?? [], [...marks.values()].flat())
  // Whoever removes stays, even if the sample brought him.
  kept.add(ctx.actor.userId)
  const going = new Map([...marks].map(([entity, ids]) => [entity, ids.filter((id) => !kept.has(id))]))
  const all = [...going.values()].flat()
  await detachNotes(ctx, all)
  const gone = [...all, ...(await removeParts(ctx, all))]
  let handedOver = 0
  for (const name of order) handedOver += await removeKind(ctx, name, going.get(name) ?? [])
  await removeHistory(ctx, gone)
  await removeMarks(ctx)
  await forgetWords(ctx.tx, Number.MAX_SAFE_INTEGER)
  emit(ctx, {
    kind: 'sample.removed',
    entity: 'workspace',
    recordId: ctx.workspace.id,
    data: { removed: all.length, handedOver },
  })
  return { removed: all.length, handedOver }
}

/** Empties or redirects what leads to these records, then removes them. */
async function removeKind(ctx: Ctx, name: string, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  const { catalog } = ctx.registry
  const target = catalog.entity(name)
  let handedOver = 0
  for (const { entity, field } of catalog.relationsOf(target)) {
    if (entity.name === 'plan') await removeByRef(ctx, entity, field, ids)
    else if (field === entity.ownerField)
      handedOver += await redirect(ctx, entity, field, ids, ctx.actor.userId)
    else await redirect(ctx, entity, field, ids, null)
  }
  if (name === 'user') await dismiss(ctx, ids)
  await removeRows(ctx, target, ids)
  return handedOver
}

async function dismiss(ctx: Ctx, ids: string[]): Promise<void> {
  for (const userId of ids) {
    const place = { workspaceId: ctx.workspace.id, userId }
    await shutOut(ctx.tx, place, ctx.now)
    await removeMember(ctx.tx, place)
  }
}
