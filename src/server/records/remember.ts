import type { Ctx, RowBefore } from '../context.ts'

/** Keeps how a row was before the act, once; later changes in the same act only move the version it ends with. */
export function rememberRow(ctx: Ctx, row: RowBefore): void {
  const known = ctx.rowsBefore.get(row.recordId)
  if (known) known.versionAfter = row.versionAfter
  else ctx.rowsBefore.set(row.recordId, row)
}
