import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { Failure, isPassing } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { changeRecord, createRecords, prepareRecords } from '../../../server/records/write.ts'
import type { Draft } from '../../../server/registry.ts'
import { inSavepoint } from '../../../server/savepoint.ts'
import { createWords } from '../../tags/server/index.ts'
import { fillLinked } from './fill-linked.ts'
import { type ImportRun, requireOwners } from './import-run.ts'
import { savePlaceholders } from './imports.queries.ts'
import { type Ground, type Plan, type PlannedRow, planBatch } from './plan-batch.ts'
import { problemOf } from './problems.ts'
import type { ReadRow } from './read-row.ts'

/** What is known of a batch besides its rows. */
interface Standing {
  /** What has been decided about it ahead. */
  ahead: Ground | null
  /** Told what the batch comes to, and null when it did not come to that. */
  decided(ground: Ground | null): void
}

/**
 * Plans and writes a batch of rows in the transaction of `ctx`. When the database refuses the batch, it is
 * halved until the one row it refuses stands alone; that row fails and the others are in.
 */
export async function importRows(
  ctx: Ctx,
  run: ImportRun,
  rows: readonly ReadRow[],
  standing?: Standing,
): Promise<PlannedRow[]> {
  const state = structuredClone(standing?.ahead?.before ?? run.state)
  try {
    return await inSavepoint(ctx, async () => {
      const ground = standing?.ahead ?? (await planBatch(ctx, run, rows))
      standing?.decided(ground)
      const { plan, recognised } = ground
      if (run.isCheck) await rehearse(ctx, run, plan)
      else await writePlan(ctx, run, plan)
      recognised.keep()
      return plan.rows
    })
  } catch (error) {
    if (!(error instanceof Failure) || isPassing(error)) throw error
    standing?.decided(null)
    run.state = state
    run.refs.forget()
    run.ways = null
    if (error.code === 'step.owner-inactive') await requireOwners(ctx, run.entity, run.settings)
    if (rows.length === 1) return [refused(rows[0]!, error)]
    const middle = Math.ceil(rows.length / 2)
    return [
      ...(await importRows(ctx, run, rows.slice(0, middle))),
      ...(await importRows(ctx, run, rows.slice(middle))),
    ]
  }
}

/** A check asks the hooks that may refuse a new record; those of the law only complete it. */
async function rehearse(ctx: Ctx, { entity }: ImportRun, { creates }: Plan): Promise<void> {
  if (!entity.worked)
    await prepareRecords(
      ctx,
      entity,
      creates.map((draft) => ({ ...draft })),
    )
}

/** Kinds of records in the order in which they may name one another. */
const order = ['company', 'product', 'team', 'stage', 'contact']

async function writePlan(ctx: Ctx, run: ImportRun, plan: Plan): Promise<void> {
  const { entity } = run
  await createWords(ctx, plan.made.get('tag') ?? [])
  for (const kind of order)
    await createRecords(ctx, ctx.registry.catalog.entity(kind), plan.made.get(kind) ?? [])
  await createRecords(ctx, entity, plan.creates)
  await fillLinked(ctx, plan)
  const updates = [...plan.updates].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { stored, changes } of updates) await changeRecord(ctx, entity, stored!, changes!)
  await createRecords(
    ctx,
    ctx.registry.catalog.entity('note'),
    plan.notes.map((note) => noteOf(entity.name, note)),
  )
  await savePlaceholders(ctx, run.id, plan)
  // What is judged at commit is judged here, so that a refusal hits its row and not the whole batch.
  await sql`set constraints all immediate; set constraints all deferred`.execute(ctx.tx)
}

function noteOf(kind: string, { recordId, text }: Plan['notes'][number]): Draft {
  return { id: uuidv7(), values: { [kind]: recordId, text }, extra: {} }
}

function refused(row: ReadRow, { code, params, problems }: Failure): PlannedRow {
  const named = problems.map(({ field, error, params: about }) => problemOf(field, error, 'error', about))
  const own = named.length > 0 ? named : [problemOf('', code, 'error', params)]
  return {
    number: row.number,
    outcome: 'failed',
    recordId: null,
    problems: [...row.problems, ...own],
    cells: row.cells,
    linked: [],
    fills: [],
  }
}
