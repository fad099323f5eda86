import type { FieldLimits } from '../../../kernel/access/field-rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { RecordHooks } from '../../../server/registry.ts'
import { requireCovers, requireCoversBounds } from './guards.ts'
import { bounds, countUsersOf } from './people.queries.ts'
import { requireLimits } from './require-limits.ts'

/**
 * A role may be given no right that its author lacks, nor be changed by him when it already has one. The
 * administrator's role keeps all its rights: without it nobody could mend a mistake.
 */
export const roleHooks: RecordHooks = {
  appliesTo: (entity) => entity.name === 'role',

  async beforeCreate(ctx, _entity, drafts) {
    for (const { values } of drafts) {
      const { grants, fieldLimits } = values
      requireCovers(ctx, { grants, fieldLimits })
      requireLimits(ctx, values, {})
      await requireCoversBounds(ctx, { viewsPerHour: null, ...values })
    }
  },

  async beforeUpdate(ctx, _entity, before, changes) {
    await requireCoversBounds(ctx, changes)
    if (!('grants' in changes) && !('fieldLimits' in changes)) return
    if (before.key === 'administrator') fail('role.fixed')
    const { grants, fieldLimits } = { ...before, ...changes } as typeof before
    requireCovers(ctx, { grants: before.grants, fieldLimits: before.fieldLimits })
    requireCovers(ctx, { grants, fieldLimits })
    requireLimits(ctx, { grants, fieldLimits }, before.fieldLimits as FieldLimits)
  },

  async beforeDelete(ctx, _entity, { id, key, grants, fieldLimits }) {
    if (key === 'administrator') fail('role.fixed')
    requireCovers(ctx, { grants, fieldLimits })
    const users = await countUsersOf(ctx, 'role', id)
    if (users > 0) fail('record.in-use', { entity: 'role', users })
    return {}
  },

  async beforeRestore(ctx, _entity, { grants, fieldLimits }) {
    requireCovers(ctx, { grants, fieldLimits })
    return {}
  },

  async beforeUndo(ctx, _entity, reversals) {
    for (const role of reversals.flatMap(({ was, is }) => [was, is]))
      if (role) requireCovers(ctx, { grants: role.grants, fieldLimits: role.fieldLimits })
    for (const { was, is } of reversals) {
      const back = bounds.filter((name) => was && was[name] !== is?.[name])
      await requireCoversBounds(ctx, Object.fromEntries(back.map((name) => [name, was?.[name]])))
    }
  },
}

/** A team with people in it is not deleted from under them. */
export const teamHooks: RecordHooks = {
  appliesTo: (entity) => entity.name === 'team',

  async beforeDelete(ctx, _entity, before) {
    const users = await countUsersOf(ctx, 'team', before.id)
    if (users > 0) fail('record.in-use', { entity: 'team', users })
    return {}
  },
}
