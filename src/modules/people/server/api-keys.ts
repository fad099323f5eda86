import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { KeyScopes } from '../../../kernel/access/key-scopes.ts'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { hashToken, newToken } from '../../../server/auth/sessions.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { createRecord } from '../../../server/records/write.ts'
import { answer, handle } from '../../../server/registry.ts'
import { createApiKey, createServiceKey, listApiKeys, revokeApiKey } from '../people.commands.ts'
import { user } from '../people.entity.ts'
import { findApiKeys, insertApiKey, isServiceUser, revokeKey } from './api-keys.queries.ts'
import { requireCoversRoles } from './guards.ts'

export const createApiKeyHandler = handle(createApiKey, (ctx, wanted) =>
  makeKey(ctx, ctx.actor.userId, wanted),
)

export const createServiceKeyHandler = handle(createServiceKey, async (ctx, wanted) => {
  requirePerson(ctx)
  const { role, user: former } = wanted
  const service = former
    ? await requireServiceUser(ctx, former)
    : (await createRecord(ctx, user, { name: wanted.name, role })).id
  return { ...(await makeKey(ctx, service, wanted)), user: service }
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

async function makeKey(
  ctx: Ctx,
  user: string,
  { name, scopes = null, expiresAt = null }: z.output<typeof createApiKey.input>,
) {
  requirePerson(ctx)
  requireObjects(ctx, scopes)
  if (expiresAt && new Date(expiresAt) <= ctx.now)
    fail('input.invalid', {}, [{ field: 'expiresAt', error: 'value.out-of-range' }])
  const key = `onw_${newToken().token}`
  const id = uuidv7()
  await insertApiKey(ctx, { id, hash: hashToken(key), user, name, hint: key.slice(-4), scopes, expiresAt })
  const data = { key: id, name, scopes, expiresAt }
  emit(ctx, { kind: 'user.key-created', entity: 'user', recordId: user, data })
  return { id, key }
}

/** A stolen key must not be able to make another that outlives its being revoked. */
function requirePerson({ actor }: Ctx): void {
  if (actor.via === 'key') fail('access.denied', { right: 'session' })
}

/** Every object of the scopes is one that rights are written about. */
function requireObjects({ registry }: Ctx, scopes: KeyScopes | null): void {
  const known = new Set([
    '*',
    'settings',
    'audit',
    ...registry.entities.map(({ rightsObject }) => rightsObject),
  ])
  const problems = Object.keys(scopes ?? {})
    .filter((object) => !known.has(object))
    .map((object) => ({ field: `scopes.${object}`, error: 'value.not-found' }))
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

/** Nobody acts through a key under the name of a colleague. */
async function requireServiceUser(ctx: Ctx, id: string): Promise<string> {
  const { role } = await lockRecord(ctx, user, id, 'update')
  await requireCoversRoles(ctx, [role])
  if (!(await isServiceUser(ctx, id)))
    fail('input.invalid', {}, [{ field: 'user', error: 'value.not-a-service' }])
  return id
}
