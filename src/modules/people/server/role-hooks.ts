import type { Grants } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { RecordHooks } from '../../../server/registry.ts'
import { requireCovers, requireCoversExport } from './guards.ts'
import { countUsersOf } from './people.queries.ts'

/**
 * A role may be given no right that its author lacks, nor be changed by him when it already has one. The
 * administrator's role keeps all its rights: without it nobody could mend a mistake.
 */
export const roleHooks: RecordHooks = {
  appliesTo: (entity) => entity.name === 'role',

  async beforeCreate(ctx, _entity, drafts) {
    for (const { values } of drafts) {
      requireCovers(ctx, values.grants as Grants)
      await requireCoversExport(ctx, values.exportRows)
    }
  },

  async beforeUpdate(ctx, _entity, before, changes) {
    if ('exportRows' in changes) await requireCoversExport(ctx, changes.exportRows)
    if (!('grants' in changes)) return
    if (before.key === 'administrator') fail('role.fixed')
    requireCovers(ctx, before.grants as Grants)
    requireCovers(ctx, changes.grants as Grants)
  },

  async beforeDelete(ctx, _entity, before) {
    if (before.key === 'administrator') fail('role.fixed')
    requireCovers(ctx, before.grants as Grants)
    const users = await countUsersOf(ctx, 'role', before.id)
    if (users > 0) fail('record.in-use', { entity: 'role', users })
    return {}
  },

  async beforeRestore(ctx, _entity, before) {
    requireCovers(ctx, before.grants as Grants)
    return {}
  },

  async beforeUndo(ctx, _entity, reversals) {
    for (const role of reversals.flatMap(({ was, is }) => [was, is]))
      if (role) requireCovers(ctx, role.grants as Grants)
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
