import { fail } from '../../../kernel/errors/errors.ts'
import type { RecordHooks } from '../../../server/registry.ts'
import { isCompared } from '../rules.ts'
import { findLike } from './find.ts'

/**
 * Refuses a new record that looks like one there is, when whoever creates it has asked for that. What comes without
 * asking (integrations, imports with their own rule, samples) is never refused: the same call gives the same answer
 * whatever else is in the base.
 */
export const refuseLike: RecordHooks = {
  appliesTo: ({ name }) => isCompared(name),

  async beforeCreate(ctx, { name }, drafts) {
    if (!isCompared(name)) return
    for (const { values, extra } of drafts) {
      if (extra.duplicates !== 'refuse') continue
      const candidates = (await findLike(ctx, name, values, [name])).filter(({ isStrong }) => isStrong)
      if (candidates.length > 0) fail('record.duplicate', { candidates })
    }
  },
}
