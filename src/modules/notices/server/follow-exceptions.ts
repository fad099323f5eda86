import { visibleTitles } from '../../../server/records/visible-titles.ts'
import { answer, handle } from '../../../server/registry.ts'
import { clearExceptions, followExceptions } from '../notice.commands.ts'
import { clearFollowing, exceptionsOf, ownedAmong } from './follow.queries.ts'

/** Most exceptions that are told at once. */
const mostTold = 200

/** Records the asker is told of otherwise than his settings say: more, less, or nothing of what is his own. */
export const exceptionsAnswer = answer(followExceptions, async (ctx) => {
  const rows = await exceptionsOf(ctx, mostTold)
  const titles = await visibleTitles(
    ctx,
    rows.map(({ entity, record }) => ({ entity, id: record })),
  )
  const own = await ownedAmong(
    ctx,
    rows.filter(({ isFollowing }) => !isFollowing),
  )
  return {
    items: rows
      // Who is not an owner follows nothing by nature, so that not to follow is no exception.
      .filter(({ record, isFollowing }) => titles.has(record) && (isFollowing || own.has(record)))
      .map(({ entity, record, isFollowing, wants }) => ({
        subject: { entity, id: record, title: titles.get(record) ?? '' },
        isFollowing,
        wants,
      })),
  }
})

export const clearExceptionsHandler = handle(clearExceptions, async (ctx) => {
  await clearFollowing(ctx)
  return {}
})
