import type { Ctx } from '../../../server/context.ts'
import { type NoticeKind, noticeKinds, ownKinds } from '../notice-kinds.ts'
import { administratorsOf, followersOfRecords } from './news.queries.ts'
import { type News, newsOf } from './news.ts'
import { insertNotices, type NewNotice } from './notices.queries.ts'

/**
 * Tells people what an act has done that concerns them, in its transaction: whatever is written is told once, and what
 * is rolled back never. Nobody is told of what he did himself. However many records an act changes, a person gets one
 * notification of each kind.
 */
export async function tellOfAct(ctx: Ctx): Promise<void> {
  const news = await newsOf(ctx)
  if (news.length === 0) return
  const notices = noticesOf(ctx, await addressed(ctx, news))
  if (notices.length === 0) return
  for (const user of await insertNotices(ctx, notices)) ctx.told.add(user)
}

interface Addressed extends News {
  user: string
}

async function addressed(ctx: Ctx, news: readonly News[]): Promise<Addressed[]> {
  const followed = new Map<string, Set<string>>()
  for (const { entity, record, people } of news)
    if (people === 'followers') followed.set(entity, (followed.get(entity) ?? new Set()).add(record))
  const followers = new Map<string, string[]>()
  for (const [name, ids] of followed)
    for (const { record, user } of await followersOfRecords(ctx, ctx.registry.catalog.entity(name), [...ids]))
      followers.set(record, [...(followers.get(record) ?? []), user])
  const isForAdministrators = news.some(({ people }) => people === 'administrators')
  const administrators = isForAdministrators ? await administratorsOf(ctx) : []
  return news.flatMap((one) => {
    const people =
      one.people === 'followers'
        ? (followers.get(one.record) ?? [])
        : one.people === 'administrators'
          ? administrators
          : one.people
    return people.map((user) => ({ ...one, user }))
  })
}

const rank = (kind: NoticeKind) => noticeKinds.indexOf(kind)

/** Of one record a person is told the one thing that concerns him most; of many records, by kind, how many they are. */
function noticesOf(ctx: Ctx, news: readonly Addressed[]): NewNotice[] {
  const byRecord = new Map<string, Addressed>()
  for (const one of news) {
    if (one.user === ctx.actor.userId && !ownKinds.includes(one.kind)) continue
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
