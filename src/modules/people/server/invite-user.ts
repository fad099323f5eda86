import { fail } from '../../../kernel/errors/errors.ts'
import { createInvitation } from '../../../server/auth/invitations.ts'
import { countTry } from '../../../server/auth/tries.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord, createRecord } from '../../../server/records/write.ts'
import { handle, type Values } from '../../../server/registry.ts'
import { inviteUser } from '../people.commands.ts'
import { user } from '../people.entity.ts'
import { requireCoversRoles } from './guards.ts'
import { findUserByEmail } from './people.queries.ts'

const perDay = { most: 50, minutes: 24 * 60, code: 'user.too-many-invitations' } as const

export const inviteUserHandler = handle(inviteUser, async (ctx, { email, ...person }) => {
  await countTry(ctx.tx, `invite:${ctx.workspace.id}`, perDay, ctx.now)
  const known = await findUserByEmail(ctx, email)
  const id = known
    ? await changeInvited(ctx, known, person)
    : (await createRecord(ctx, user, { ...person, email })).id
  emit(ctx, { kind: 'user.invited', entity: 'user', recordId: id, data: { email } })
  return { user: id, ...(await createInvitation(ctx, id, email)) }
})

/** The link lets its holder set a password, so it may be made only for somebody who has no right the actor lacks. */
async function changeInvited(ctx: Ctx, id: string, person: Values): Promise<string> {
  const record = await lockRecord(ctx, user, id, 'update')
  await requireCoversRoles(ctx, [record.role])
  if (!record.isActive) fail('status.wrong', { entity: 'user', status: 'inactive' })
  await changeRecord(
    ctx,
    user,
    record,
    Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)),
  )
  return id
}
