import { mentionable } from '../../../kernel/commands/mentions.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { actingAs } from '../../../server/records/known-registry.ts'
import { getRecord } from '../../../server/records/read.ts'
import { visibleTitles } from '../../../server/records/visible-titles.ts'
import { answer, handle } from '../../../server/registry.ts'
import { isFollowable } from '../is-followable.ts'
import { follow, followersOf } from '../notice.commands.ts'
import { actorsNamed, namedFollowers, saveFollowing } from './follow.queries.ts'
import { followersOfRecords } from './news.queries.ts'

const followersAnswer = answer(followersOf, async (ctx, { entity: name, record }) => {
  const entity = await followed(ctx, name, record)
  const followers = await followersOfRecords(ctx, entity, [record])
  const own = followers.find(({ user }) => user === ctx.actor.userId)
  const users = followers.map(({ user }) => user)
  return {
    isFollowing: own !== undefined,
    wants: own?.wants ?? 'usual',
    people: await namedFollowers(ctx, users),
  }
})

const followHandler = handle(follow, async (ctx, { entity: name, id, isFollowing, wants }) => {
  const entity = await followed(ctx, name, id)
  return saveFollowing(ctx, entity.name, id, { isFollowing, wants })
})

/** A kind of record that can be followed, and one the actor may see. */
async function followed(ctx: Ctx, name: string, id: string) {
  const entity = ctx.registry.catalog.find(name)
  if (!entity || !isFollowable(entity))
    return fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  await getRecord(ctx, entity, id)
  return entity
}

/** Before a note is saved its author hears who of those it speaks to will not be able to read it. */
const mentionableAnswer = answer(mentionable, async (ctx, { entity: name, record, q, limit }) => {
  const entity = ctx.registry.catalog.find(name) ?? fail('record.not-found', { entity: name })
  await getRecord(ctx, entity, record)
  const people = await actorsNamed(ctx, q, limit)
  const items = []
  for (const { name, ...actor } of people) {
    const seen = await visibleTitles(actingAs(ctx, actor), [{ entity: entity.name, id: record }])
    items.push({ id: actor.userId, name, mayRead: seen.size > 0 })
  }
  return { items }
})

export const followAnswers = [followersAnswer, mentionableAnswer]
export const followHandlers = [followHandler]
