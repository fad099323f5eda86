import { fail } from '../../../kernel/errors/errors.ts'
import { mentionsIn, withNames } from '../../../kernel/text/mentions.ts'
import type { Ctx } from '../../../server/context.ts'
import { visibleTitles } from '../../../server/records/visible-titles.ts'
import { answer, handle } from '../../../server/registry.ts'
import {
  chooseNotifications,
  notificationSettings,
  notifications,
  readNotifications,
  unreadNotifications,
} from '../notice.commands.ts'
import { mostUnread, ownKinds } from '../notice-kinds.ts'
import {
  markNotices,
  type NoticeRow,
  namesOf,
  noticesOf,
  saveUnwanted,
  unwantedKinds,
} from './notices.queries.ts'

/** Who has lost sight of a record is not told its name by an old notification either. */
const listAnswer = answer(notifications, async (ctx, { unread, cursor, limit }) => {
  const rows = await noticesOf(ctx, { unread: unread === 'true', before: placeOf(cursor), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const titles = await titlesFor(ctx, shown)
  const texts = await noteTexts(ctx, shown)
  const people = [...texts.values()].flatMap(mentionsIn)
  const names = await namesOf(ctx, [...new Set([...shown.flatMap(spokenOf), ...people])])
  const last = shown.at(-1)
  return {
    items: shown
      .filter((row) => isShown(row, titles))
      .map((row) => ({
        id: row.id,
        kind: row.kind,
        at: row.at,
        actor: row.actor,
        subject: { entity: row.entity, id: row.record, title: titles.get(row.record) ?? '' },
        count: row.count,
        data: row.data,
        text: textOf(texts.get(row.data.note as string), names),
        isRead: row.isRead,
      })),
    titles: names,
    nextCursor:
      rows.length > limit && last ? Buffer.from(`${last.at} ${last.id}`).toString('base64url') : null,
  }
})

const unreadAnswer = answer(unreadNotifications, async (ctx) => {
  const rows = await noticesOf(ctx, { unread: true, before: null, limit: mostUnread })
  const titles = await titlesFor(ctx, rows)
  return { count: rows.filter((row) => isShown(row, titles)).length }
})

const readHandler = handle(readNotifications, async (ctx, { ids, isRead }) => {
  const changed = await markNotices(ctx, ids ?? null, isRead)
  // So that the bell of his other windows tells the same.
  if (changed > 0) ctx.told.add(ctx.actor.userId)
  return { changed }
})

const settingsAnswer = answer(notificationSettings, async (ctx) => ({ unwanted: await unwantedKinds(ctx) }))

const chooseHandler = handle(chooseNotifications, async (ctx, { unwanted }) => {
  const kinds = [...new Set(unwanted)]
  await saveUnwanted(ctx, kinds)
  return { unwanted: kinds }
})

export const noticeAnswers = [listAnswer, unreadAnswer, settingsAnswer]
export const noticeHandlers = [readHandler, chooseHandler]

function placeOf(cursor: string | undefined): { at: string; id: string } | null {
  if (!cursor) return null
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (!at || !id || Number.isNaN(Date.parse(at)) || !/^[\da-f-]{36}$/.test(id))
    return fail('input.bad-cursor')
  return { at, id }
}

function titlesFor(ctx: Ctx, rows: readonly NoticeRow[]): Promise<Map<string, string>> {
  return visibleTitles(
    ctx,
    rows.filter(({ kind }) => !ownKinds.includes(kind)).map(({ entity, record }) => ({ entity, id: record })),
  )
}

function isShown({ kind, record }: NoticeRow, titles: ReadonlyMap<string, string>): boolean {
  return ownKinds.includes(kind) || titles.has(record)
}

/** Notes that notifications speak of, as far as the reader may see them. */
function noteTexts(ctx: Ctx, rows: readonly NoticeRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ data }) => (typeof data.note === 'string' ? [data.note] : []))
  return visibleTitles(
    ctx,
    ids.map((id) => ({ entity: 'note', id })),
  )
}

function textOf(text: string | undefined, names: Readonly<Record<string, string>>): string | null {
  return text === undefined ? null : withNames(text, (id) => names[id])
}

/** Users and stages that stand in a notification. */
function spokenOf({ actor, data }: NoticeRow): string[] {
  return [actor, data.from, data.to].filter((id): id is string => typeof id === 'string')
}
