import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { Failure } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { changeRecord, createRecords } from '../../../server/records/write.ts'
import { inSavepoint } from '../../../server/savepoint.ts'
import type { ImportRun } from './import-run.ts'
import { type Plan, type PlannedRow, planBatch } from './plan-batch.ts'
import type { ReadRow } from './read-row.ts'

/**
 * Plans and writes a batch of rows in the transaction of `ctx`. When the database refuses the batch, it is
 * halved until the one row it refuses stands alone; that row fails and the others are in.
 */
export async function importRows(ctx: Ctx, run: ImportRun, rows: ReadRow[]): Promise<PlannedRow[]> {
  const state = structuredClone(run.state)
  try {
    return await inSavepoint(ctx, async () => {
      const plan = await planBatch(ctx, run, rows.map(fresh))
      if (!run.pretending) await writePlan(ctx, run, plan)
      return plan.rows
    })
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'server.unavailable') throw error
    run.state = state
    run.refs.forget()
    if (rows.length === 1) return [refused(rows[0]!, error)]
    const middle = Math.ceil(rows.length / 2)
    return [
      ...(await importRows(ctx, run, rows.slice(0, middle))),
      ...(await importRows(ctx, run, rows.slice(middle))),
    ]
  }
}

/** Planning adds to a row; a second try starts from the row as it was read. */
function fresh(row: ReadRow): ReadRow {
  return { ...row, values: { ...row.values }, problems: [...row.problems] }
}

async function writePlan(ctx: Ctx, { entity }: ImportRun, { creates, updates, notes }: Plan): Promise<void> {
  await createRecords(ctx, entity, creates)
  const ids = [...updates.keys()].sort()
  if (ids.length > 0)
    await sql`select 1 from ${sql.table(entity.table)} where id = any(${ids}::uuid[]) order by id for update`.execute(
      ctx.tx,
    )
  for (const id of ids) {
    const { before, changes } = updates.get(id)!
    await changeRecord(ctx, entity, before, changes)
  }
  const note = ctx.registry.catalog.entity('note')
  await createRecords(
    ctx,
    note,
    notes.map(({ recordId, text }) => ({
      id: uuidv7(),
      values: { [entity.name]: recordId, text: text.slice(0, 20_000) },
      extra: {},
    })),
  )
}

function refused(row: ReadRow, { code, params, problems }: Failure): PlannedRow {
  const named = problems.map(({ field, error, params: about }) => ({
    field,
    error,
    params: about,
    severity: 'error' as const,
  }))
  const own = named.length > 0 ? named : [{ field: '', error: code, params, severity: 'error' as const }]
  return {
    number: row.number,
    outcome: 'failed',
    recordId: null,
    problems: [...row.problems, ...own],
    cells: row.cells,
  }
}
