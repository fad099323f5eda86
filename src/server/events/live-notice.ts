import { columnOf } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'

/** A change as every process hears of it. */
export interface NoticedChange {
  entity: string
  /** Null when too many records of the kind changed to name them. */
  id: string | null
  kind: string
  /** Users who held it before and may not see it any more; left out where there are none. */
  was?: string[]
}

/** What one act has changed, as every process hears of it. */
export interface LiveNotice {
  workspace: string
  by: string
  changes: NoticedChange[]
  /** Users for whom there is something new of their own; null: any of them. */
  told: string[] | null
}

/** PostgreSQL carries at most 8,000 bytes in a notice; a large act only names the kinds of records it touched. */
const mostBytes = 7500
/** A change takes more than this, so of a few hundred it need not be tried. */
const leastBytes = 60

/** The text of the notice of an act that is about to end. */
export function liveNotice(ctx: Ctx): string {
  const former = formerHolders(ctx)
  const happened = ctx.events.map(({ entity, recordId, kind }): NoticedChange => {
    const was = former.get(recordId)
    return { entity, id: recordId, kind, ...(was && { was: [...was] }) }
  })
  const placed = ctx.placed.map(({ entity, id }): NoticedChange => ({ entity, id, kind: `${entity}.placed` }))
  const changes = [...happened, ...placed]
  const told = [...ctx.told]
  const notice: LiveNotice = { workspace: ctx.workspace.id, by: ctx.actor.userId, changes, told }
  if (changes.length * leastBytes < mostBytes) {
    const full = JSON.stringify(notice)
    if (Buffer.byteLength(full) < mostBytes) return full
  }
  const entities = [...new Set(changes.map(({ entity }) => entity))]
  return JSON.stringify({
    ...notice,
    changes: entities.map((entity) => ({ entity, id: null, kind: 'many' })),
    told: told.length <= 100 ? told : null,
  } satisfies LiveNotice)
}

/** By record: whose it was, and whose its step was, where the act has put somebody else in their place. */
function formerHolders({ events, rowsBefore, registry }: Ctx): Map<string, Set<string>> {
  const former = new Map<string, Set<string>>()
  const note = (record: unknown, holder: unknown) => {
    if (typeof record !== 'string' || typeof holder !== 'string') return
    former.set(record, (former.get(record) ?? new Set()).add(holder))
  }
  for (const { entity: name, recordId, data } of events) {
    const owner = registry.catalog.find(name)?.ownerField
    const changes = data.changes as Record<string, unknown[]> | undefined
    if (owner && changes?.[owner]) note(recordId, changes[owner][0])
  }
  for (const { entity: name, recordId, rootId, before, versionAfter } of rowsBefore.values()) {
    const entity = registry.catalog.find(name)
    const isPart = entity !== undefined && entity.partOf.length > 0
    // A part that somebody holds shows him the whole: whoever must call sees whom.
    if (!entity?.ownerField || !before || (!isPart && versionAfter !== null)) continue
    const row = before as Record<string, unknown>
    const holder = row[columnOf(entity.ownerField, entity.fields[entity.ownerField]!)]
    note(recordId, holder)
    note(rootId, holder)
  }
  return former
}
