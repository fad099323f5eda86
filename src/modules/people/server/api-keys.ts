import { uuidv7 } from 'uuidv7'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { hashToken, newToken } from '../../../server/auth/sessions.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { answer, handle } from '../../../server/registry.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../people.commands.ts'
import { findApiKeys, insertApiKey, revokeKey } from './api-keys.queries.ts'

export const createApiKeyHandler = handle(createApiKey, async (ctx, { name }) => {
  // A stolen key must not be able to make another that outlives its being revoked.
  if (ctx.actor.via === 'key') fail('access.denied', { right: 'session' })
  const key = `onw_${newToken().token}`
  const id = uuidv7()
  await insertApiKey(ctx, { id, hash: hashToken(key), name, hint: key.slice(-4) })
  emit(ctx, { kind: 'user.key-created', entity: 'user', recordId: ctx.actor.userId, data: { key: id, name } })
  return { id, key }
})

export const revokeApiKeyHandler = handle(revokeApiKey, async (ctx, { id }) => {
  const revoked = await revokeKey(ctx, id, whose(ctx))
  if (!revoked) fail('record.not-found', { entity: 'apiKey' })
  emit(ctx, {
    kind: 'user.key-revoked',
    entity: 'user',
    recordId: revoked.user,
    data: { key: id, name: revoked.name },
  })
  return {}
})

export const listApiKeysAnswer = answer(listApiKeys, async (ctx) => {
  const keys = await findApiKeys(ctx, whose(ctx))
  return {
    items: keys.map(({ userName, ...key }) => key),
    titles: Object.fromEntries(keys.map(({ user, userName }) => [user, userName])),
  }
})

/** Whose keys the actor deals with: null is everybody's. */
function whose(ctx: Ctx): string | null {
  return scopeOf(ctx.actor, 'settings', 'update') === 'no' ? ctx.actor.userId : null
}
