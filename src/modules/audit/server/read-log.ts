import { type Actor, scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { knownParticulars } from '../../../server/events/known-changes.ts'
import { titlesInChanges } from '../../../server/records/change-titles.ts'
import { momentOf, readIdCursor, writeIdCursor } from '../../../server/records/id-cursor.ts'
import { titlesOf } from '../../../server/records/titles.ts'
import { answer } from '../../../server/registry.ts'
import { type AuditEntry, type AuditFilter, accessLog, auditKinds, auditLog } from '../audit.commands.ts'
import { type AccessRow, type EntryRow, findAccess, findEntries, kindsThere } from './log.queries.ts'

export const auditLogAnswer = answer(auditLog, async (ctx, { cursor, limit, ...filter }) => {
  const items = await entriesBelow(ctx, filter, cursor ? readIdCursor(cursor) : null, limit + 1)
  const shown = items.slice(0, limit)
  return {
    items: shown,
    titles: await titlesFor(ctx, shown),
    nextCursor: items.length > limit ? writeIdCursor(shown.at(-1)!.id) : null,
  }
})

export const auditKindsAnswer = answer(auditKinds, async (ctx) => ({ kinds: await kindsThere(ctx) }))

export const accessLogAnswer = answer(accessLog, async (ctx, { user, record, cursor, limit }) => {
  const people = peopleOf(ctx)
  const rows = await findAccess(ctx, { user, record, people }, { below: placeOf(cursor), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      id: `${keyOf(row)} ${row.hour}`,
      user: row.user,
      kind: row.kind,
      entity: row.entity,
      record: row.kind === 'search' ? null : row.record,
      firstAt: row.firstAt,
      lastAt: row.lastAt,
      count: row.count,
      words: row.words ?? [],
    })),
    titles: await namesOf(ctx, [
      ...shown.map((row) => ({ entity: 'user', id: row.user })),
      ...shown.map(({ entity, record: id }) => ({ entity, id })),
    ]),
    nextCursor:
      rows.length > limit && last
        ? Buffer.from(JSON.stringify({ at: last.lastAt, key: keyOf(last) })).toString('base64url')
        : null,
  }
})

/** Entries of the log as they are told, newest first. */
export async function entriesBelow(
  ctx: Ctx,
  filter: AuditFilter,
  below: string | null,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await findEntries(ctx, filter, peopleOf(ctx), { below, limit })
  return rows.map((row) =>
    toEntry({ ...row, data: knownParticulars(ctx.registry.catalog.find(row.entity), row.data) }),
  )
}

/** Names of those who did it, of what it was done to and of what was led to. */
export async function titlesFor(ctx: Ctx, entries: readonly AuditEntry[]): Promise<Record<string, string>> {
  const named = await namesOf(ctx, [
    ...entries.flatMap(({ actor }) => (actor ? [{ entity: 'user', id: actor }] : [])),
    ...entries.map(({ entity, record: id }) => ({ entity: entity === 'session' ? 'user' : entity, id })),
  ])
  return { ...(await titlesInChanges(ctx, entries)), ...named }
}

/** Whose acts the reader may read of; null: everybody's. */
function peopleOf({ actor }: { actor: Actor }): readonly string[] | null {
  const scope = scopeOf(actor, 'audit', 'read')
  if (scope === 'all') return null
  return scope === 'team' ? [actor.userId, ...actor.teamMemberIds] : [actor.userId]
}

/** What was brought in with its past is told with its moment as well; a minute is the length of an act. */
function toEntry({ isByKey, isImport, isBulk, at, ...row }: EntryRow): AuditEntry {
  const written = momentOf(row.id)
  const isPast = Math.abs(written.getTime() - Date.parse(at)) > 60_000
  const via = isByKey ? 'api' : isImport ? 'import' : isBulk ? 'bulk' : row.actor === null ? 'system' : null
  return { ...row, at: written.toISOString(), told: isPast ? at : null, via }
}

async function namesOf(ctx: Ctx, named: readonly { entity: string; id: string }[]) {
  const byKind = new Map<string, Set<string>>()
  for (const { entity, id } of named) byKind.set(entity, (byKind.get(entity) ?? new Set()).add(id))
  const titles: Record<string, string> = {}
  for (const [kind, ids] of byKind) Object.assign(titles, await titlesOf(ctx, kind, [...ids]))
  return titles
}

const keyOf = ({ record, user, kind }: AccessRow) => `${record}${user}${kind}`

function placeOf(cursor: string | undefined): { at: string; key: string } | null {
  if (!cursor) return null
  const [, at, key] =
    /^\{"at":"([^"]{1,40})","key":"([^"]{1,100})"\}$/.exec(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    ) ?? []
  if (!at || !key || Number.isNaN(Date.parse(at))) return fail('input.bad-cursor')
  return { at, key }
}
