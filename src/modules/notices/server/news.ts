import type { Ctx } from '../../../server/context.ts'
import type { PendingEvent } from '../../../server/events/events.ts'
import { isFollowable } from '../is-followable.ts'
import type { NoticeKind } from '../notice-kinds.ts'
import { type NoteRow, notesOf, openStepsOf } from './news.queries.ts'

/** Something that may be told of: to these people, or to whoever follows the record. */
export interface News {
  kind: NoticeKind
  entity: string
  record: string
  people: readonly string[] | 'followers' | 'administrators'
  data: Record<string, unknown>
}

/** What an act did that people may want to hear of. The past that samples and imports bring with them is not news. */
export async function newsOf(ctx: Ctx): Promise<News[]> {
  const events = ctx.events.filter(({ at, by }) => at === undefined && by === undefined)
  return [
    ...events.flatMap((event) => changeNews(ctx, event)),
    ...createdNews(ctx, events),
    ...(await noteNews(ctx, events)),
    ...(await stepNews(ctx, events)),
  ]
}

function changeNews(ctx: Ctx, { kind, entity: name, recordId: record, data }: PendingEvent): News[] {
  const own = ownNews[kind]
  if (own) return [{ kind: own, entity: name, record, people: [record], data }]
  if (kind === 'user.viewed-many')
    return [{ kind: 'viewedMany', entity: name, record, people: 'administrators', data }]
  const entity = ctx.registry.catalog.find(name)
  if (!entity || !isFollowable(entity)) return []
  const changes = (data.changes ?? {}) as Record<string, [unknown, unknown]>
  const news: News[] = []
  const tell = (kind: NoticeKind, people: News['people'], about: News['data']) =>
    news.push({ kind, entity: name, record, people, data: about })
  const owner = entity.ownerField ? changes[entity.ownerField] : undefined
  if (owner) {
    const [from, to] = owner as [string | null, string | null]
    if (to) tell('assigned', [to], {})
    tell('followedOwner', 'followers', { from, to })
    // Whose it was follows it no more by nature, and would miss that it is gone.
    if (from) tell('followedOwner', [from], { from, to })
  }
  if (changes.status) tell('followedClosed', 'followers', { status: changes.status[1] })
  else if (changes.stage) tell('followedStage', 'followers', { from: changes.stage[0], to: changes.stage[1] })
  return news
}

/** What is about a person and not about a record, by the kind of its event. */
const ownNews: Readonly<Record<string, NoticeKind>> = {
  'user.webhook-switched-off': 'webhookOff',
  'user.import-finished': 'importFinished',
  'user.export-ready': 'exportReady',
}

/** Records made for somebody else. */
function createdNews(ctx: Ctx, events: readonly PendingEvent[]): News[] {
  return events.flatMap(({ kind, entity: name, recordId: record }): News[] => {
    const entity = ctx.registry.catalog.find(name)
    if (kind !== `${name}.created` || !entity || !isFollowable(entity)) return []
    const owner = ctx.rowsBefore.get(record)?.owner
    if (!owner || owner === ctx.actor.userId) return []
    return [{ kind: 'assigned', entity: name, record, people: [owner], data: {} }]
  })
}

async function noteNews(ctx: Ctx, events: readonly PendingEvent[]): Promise<News[]> {
  const former = new Map<string, readonly string[]>()
  const isNew = new Set<string>()
  for (const { kind, recordId, data } of events) {
    const mentions = (data.changes as Record<string, [unknown, unknown]> | undefined)?.mentions
    if (kind === 'note.created') isNew.add(recordId)
    else if (kind === 'note.updated' && mentions) former.set(recordId, (mentions[0] as string[] | null) ?? [])
  }
  if (isNew.size + former.size === 0) return []
  const rows = await notesOf(ctx, [...isNew, ...former.keys()])
  return rows.flatMap((row): News[] => {
    const { entity, record } = subjectOf(row)
    const data = { note: row.id }
    const people = (row.mentions ?? []).filter((id) => !former.get(row.id)?.includes(id))
    const mentioned: News = { kind: 'mentioned', entity, record, people, data }
    return isNew.has(row.id)
      ? [mentioned, { kind: 'followedNote', entity, record, people: 'followers', data }]
      : [mentioned]
  })
}

/** What a note or step is about; the database knows that there is one. */
function subjectOf({ lead, deal, contact, company }: Omit<NoteRow, 'id' | 'mentions'>): {
  entity: string
  record: string
} {
  const [entity, record] = Object.entries({ deal, lead, contact, company }).find(([, id]) => id)!
  return { entity, record: record! }
}

/** Steps that have come to somebody by what another person did: new ones, and those handed over. */
async function stepNews(ctx: Ctx, events: readonly PendingEvent[]): Promise<News[]> {
  const handed = events
    .filter(
      ({ entity, data }) =>
        entity === 'step' && (data.changes as object | undefined) && 'owner' in (data.changes as object),
    )
    .map(({ recordId }) => recordId)
  const made = [...ctx.rowsBefore.values()]
    .filter(
      ({ entity, before, owner }) =>
        entity === 'step' && before === null && owner != null && owner !== ctx.actor.userId,
    )
    .map(({ recordId }) => recordId)
  const ids = [...new Set([...handed, ...made])]
  if (ids.length === 0) return []
  const rows = await openStepsOf(ctx, ids)
  return rows.map(({ id, owner, lead, deal }) => ({
    kind: 'stepGiven',
    ...subjectOf({ lead, deal, contact: null, company: null }),
    people: [owner],
    data: { step: id },
  }))
}
