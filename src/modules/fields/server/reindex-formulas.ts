import { readsField } from '../../../kernel/formula/resolve-formula.ts'
import type { Ctx } from '../../../server/context.ts'
import { indexFieldJob } from './index-field.job.ts'

/**
 * Has the indexes of all formulas that read a field built anew: they hold the expression, and with it the column or
 * the formula the field was before.
 */
export async function reindexFormulas(
  ctx: Ctx,
  { entity, name }: { entity: string; name: string },
): Promise<void> {
  const { fields } = ctx.registry.catalog.entity(entity)
  for (const one of ctx.workspace.custom.fields) {
    const formula = one.entity === entity ? fields[one.name]?.computed : undefined
    if (formula && readsField(formula, name))
      await ctx.enqueue(indexFieldJob.name, { field: one.id, isStale: true })
  }
}
