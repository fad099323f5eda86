import { timeZoneShape } from '../../../kernel/access/person-shapes.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import {
  changeAccountEmail,
  endSessionsOfUser,
  findMember,
  removeInvitations,
  removeMember,
  shutOut,
} from '../../../server/auth/members.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { RecordHooks, Values } from '../../../server/registry.ts'
import { requireNoEstate } from './deactivate-user.ts'
import { requireCoversRoles, requireOtherAdministrator } from './guards.ts'
import { findRoleByKey } from './people.queries.ts'

/**
 * Keeps users, their rights and their accounts in step. Nobody may give a role with rights he lacks, nor change
 * the role or address of, or delete, somebody who has such a role.
 */
export const userHooks: RecordHooks = {
  appliesTo: (entity) => entity.name === 'user',

  async beforeCreate(ctx, _entity, drafts) {
    const usual = drafts.every(({ values }) => values.role) ? null : await findRoleByKey(ctx, 'sales_manager')
    for (const { values } of drafts) {
      values.isActive ??= true
      values.role ??= usual?.id ?? null
      requireTimeZone(values)
    }
    await requireCoversRoles(
      ctx,
      drafts.map(({ values }) => values.role),
    )
  },

  async beforeUpdate(ctx, _entity, before, changes) {
    requireTimeZone(changes)
    if ('role' in changes || 'email' in changes) await requireCoversRoles(ctx, [before.role, changes.role])
    if ('role' in changes) await requireOtherAdministrator(ctx, before.id)
  },

  async afterUpdate(ctx, _entity, before, after) {
    if (before.email !== after.email) await moveAccount(ctx, after)
    // With other rights one begins another session.
    if (before.role !== after.role) await endSessionsOfUser(ctx.tx, placeOf(ctx, after))
  },

  async beforeDelete(ctx, _entity, before) {
    await requireCoversRoles(ctx, [before.role])
    await requireOtherAdministrator(ctx, before.id)
    await requireNoEstate(ctx, before.id)
    await shutOut(ctx.tx, placeOf(ctx, before), ctx.now)
    await removeMember(ctx.tx, placeOf(ctx, before))
    return { isActive: false }
  },

  async beforeRestore(ctx, _entity, before) {
    await requireCoversRoles(ctx, [before.role])
    return { isActive: true }
  },

  async beforeUndo(ctx, _entity, reversals) {
    await requireCoversRoles(
      ctx,
      reversals.flatMap(({ was, is }) => [was?.role, is?.role]),
    )
    for (const { was, is } of reversals) {
      if (!is) continue
      if (was?.role !== is.role || was?.isActive !== is.isActive) {
        await requireOtherAdministrator(ctx, is.id)
        await endSessionsOfUser(ctx.tx, placeOf(ctx, is))
      }
      if (!was) await shutOut(ctx.tx, placeOf(ctx, is), ctx.now)
      if (!was) await removeMember(ctx.tx, placeOf(ctx, is))
      else if (was.email !== is.email) await moveAccount(ctx, was)
    }
  },
}

function placeOf(ctx: Ctx, { id }: StoredRecord) {
  return { workspaceId: ctx.workspace.id, userId: id }
}

function requireTimeZone({ timeZone }: Values): void {
  if (timeZone != null && !timeZoneShape.safeParse(timeZone).success)
    fail('input.invalid', {}, [{ field: 'timeZone', error: 'value.invalid' }])
}

/**
 * One signs in by the address the user has, and a link sent to another address is void. An account of several
 * workspaces is no single one's to move.
 */
async function moveAccount(ctx: Ctx, after: StoredRecord): Promise<void> {
  await removeInvitations(ctx.tx, placeOf(ctx, after))
  const member = await findMember(ctx.tx, placeOf(ctx, after))
  if (!member) return
  if (!after.email) fail('input.invalid', {}, [{ field: 'email', error: 'value.required' }])
  if (member.isShared) fail('user.email-shared')
  await changeAccountEmail(ctx.tx, member.accountId, after.email as string)
}
