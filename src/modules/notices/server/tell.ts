import type { Ctx } from '../../../server/context.ts'
import { kindsWanted, type NoticeKind, noticeKinds, ownKinds } from '../notice-kinds.ts'
import { administratorsOf, type Follower, followersOfRecords } from './news.queries.ts'
import { type News, newsOf } from './news.ts'
import { insertNotices, type NewNotice, unwantedBy, withdrawNotices } from './notices.queries.ts'

/**
 * Tells people what an act has done that concerns them, in its transaction: whatever is written is told once, and what
 * is rolled back never. Nobody is told of what he did himself. However many records an act changes, a person gets one
 * notification of each kind.
 */
export async function tellOfAct(ctx: Ctx): Promise<void> {
  await withdrawUndone(ctx)
  const news = await newsOf(ctx)
  if (news.length === 0) return
  const notices = noticesOf(await addressed(ctx, news))
  if (notices.length === 0) return
  for (const user of await insertNotices(ctx, notices)) ctx.told.add(user)
}

/** What has been undone is no news any more; what was read stays, so that nobody wonders where it has gone. */
async function withdrawUndone(ctx: Ctx): Promise<void> {
  const undone = ctx.events.filter(({ kind }) => kind === 'act.undone')
  if (undone.length === 0) return
  const acts = [...new Set(undone.map(({ data }) => data.act as string))]
  const records = undone.map(({ recordId }) => recordId)
  for (const user of await withdrawNotices(ctx, acts, records)) ctx.told.add(user)
}

interface Addressed extends News {
  user: string
}

/** The news by whom they concern, as far as he wants to hear of them. */
async function addressed(ctx: Ctx, news: readonly News[]): Promise<Addressed[]> {
  const followed = new Map<string, Set<string>>()
  for (const { entity, record, people } of news)
    if (people === 'followers') followed.set(entity, (followed.get(entity) ?? new Set()).add(record))
  const followers = new Map<string, Follower[]>()
  for (const [name, ids] of followed)
    for (const one of await followersOfRecords(ctx, ctx.registry.catalog.entity(name), [...ids]))
      followers.set(one.record, [...(followers.get(one.record) ?? []), one])
  const isForAdministrators = news.some(({ people }) => people === 'administrators')
  const administrators = isForAdministrators ? await administratorsOf(ctx) : []
  const named = news.map(({ kind, people }) => {
    if (people === 'followers') return []
    return (people === 'administrators' ? administrators : people).filter(
      // Nobody is told of what he did himself.
      (user) => user !== ctx.actor.userId || ownKinds.includes(kind),
    )
  })
  const unwanted = await unwantedBy(ctx, [...new Set(named.flat())])
  return news.flatMap((one, at): Addressed[] => {
    const people =
      one.people === 'followers'
        ? (followers.get(one.record) ?? [])
            .filter((follower) => follower.user !== ctx.actor.userId && isWantedBy(follower, one.kind))
            .map(({ user }) => user)
        : named[at]!.filter((user) => !unwanted.get(user)?.includes(one.kind))
    return people.map((user) => ({ ...one, user }))
  })
}

function isWantedBy({ wants, unwanted }: Follower, kind: NoticeKind): boolean {
  return wants === 'usual' ? !unwanted.includes(kind) : kindsWanted[wants].includes(kind)
}

const rank = (kind: NoticeKind) => noticeKinds.indexOf(kind)

/** Of one record a person is told the one thing he wants that concerns him most; of many records, by kind, how many they are. */
function noticesOf(news: readonly Addressed[]): NewNotice[] {
  const byRecord = new Map<string, Addressed>()
  for (const one of news) {
    const key = `${one.user} ${one.record}`
    const other = byRecord.get(key)
    if (!other || rank(one.kind) < rank(other.kind)) byRecord.set(key, one)
  }
  const notices = new Map<string, NewNotice>()
  for (const { user, kind, entity, record, data } of byRecord.values()) {
    const key = `${user} ${kind}`
    const there = notices.get(key)
    if (there) there.count++
    else notices.set(key, { user, kind, entity, record, data, count: 1 })
  }
  return [...notices.values()]
}
