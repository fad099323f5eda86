import { fail } from '../../../kernel/errors/errors.ts'
import { shutOut } from '../../../server/auth/members.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { lockRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { activateUser, deactivateUser } from '../people.commands.ts'
import { user } from '../people.entity.ts'
import { requireCoversRoles, requireOtherAdministrator } from './guards.ts'
import { countEstate, type Estate, handOver } from './hand-over.queries.ts'

export const deactivateUserHandler = handle(deactivateUser, async (ctx, { id, heir }) => {
  const leaving = await lockOther(ctx, id, true)
  await requireOtherAdministrator(ctx, id)
  if (heir) await requireActiveHeir(ctx, id, heir)
  else await requireNoEstate(ctx, id)
  // Who leaves is switched off first: whoever would give him something new now waits for the end of this act.
  const handedOver = heir
    ? await handOver(ctx, id, heir)
    : { steps: 0, leads: 0, deals: 0, contacts: 0, companies: 0 }
  await changeRecord(
    ctx,
    user,
    leaving,
    { isActive: false },
    { kind: 'user.deactivated', particulars: { heir: heir ?? null, handedOver } },
  )
  await shutOut(ctx.tx, { workspaceId: ctx.workspace.id, userId: id }, ctx.now)
  return { handedOver, event: ctx.act }
})

export const activateUserHandler = handle(activateUser, async (ctx, { id }) => {
  const returning = await lockOther(ctx, id, false)
  await changeRecord(ctx, user, returning, { isActive: true }, { kind: 'user.activated' })
  return { event: ctx.act }
})

/** Refuses while the user holds something that would be left without anybody. */
export async function requireNoEstate(ctx: Ctx, id: string): Promise<void> {
  const estate: Estate = await countEstate(ctx, id)
  if (Object.values(estate).some((count) => count > 0)) fail('user.heir-required', { ...estate })
}

/** The row lock also holds back every act that is about to give the user an open step. */
async function lockOther(ctx: Ctx, id: string, isActive: boolean): Promise<StoredRecord> {
  const record = await lockRecord(ctx, user, id, 'update')
  await requireCoversRoles(ctx, [record.role])
  if (record.isActive !== isActive)
    fail('status.wrong', { entity: 'user', status: record.isActive ? 'active' : 'inactive' })
  return record
}

async function requireActiveHeir(ctx: Ctx, id: string, heirId: string): Promise<void> {
  const heir = heirId === id ? null : await lockRecord(ctx, user, heirId, 'read')
  if (!heir?.isActive) fail('input.invalid', {}, [{ field: 'heir', error: 'value.not-an-heir' }])
}
