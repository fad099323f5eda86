import { type CustomField, fieldOf } from '../../../kernel/entities/custom-model.ts'
import { Failure, isFailure } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord } from '../../../server/records/write.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { customField } from '../field.entity.ts'
import { indexesOf } from './columns.queries.ts'
import {
  type ConversionRow,
  columnUnder,
  countEmptied,
  countOpen,
  dropColumns,
  dropMark,
  type Ground,
  holdTable,
  lockConversion,
  type OpenRow,
  openIndex,
  openRows,
  renameColumns,
  saveConversion,
  writeFilled,
} from './conversions.queries.ts'
import { lockModel } from './definitions.queries.ts'
import { indexFieldJob } from './index-field.job.ts'
import { namesBetween } from './names.ts'
import { reindexFormulas } from './reindex-formulas.ts'
import { settled } from './settled.ts'
import { tellerOf, undoTellerOf } from './tell-converted.ts'

/** Rows written with one statement. */
const together = 500
/** Nobody waits longer for rows that are being converted. */
const longestBatch = 800
/** Rows that may be left for the moment in which the table is held. */
const mostHeld = 500

/** Fills the new columns of a field beside everybody's work and puts them in the place of the old ones. */
export const convertFieldJob: JobHandler = {
  name: 'fields.convert',
  async run({ payload, ctx: job }) {
    const id = String(payload.id)
    const run = await job.act(null, (ctx) => lockConversion(ctx, id))
    if (run.status === 'running') await convertAll(job, run)
    await tidy(job, id)
  },
}

async function convertAll(job: JobContext, { id, becomes, ...run }: ConversionRow): Promise<void> {
  const ground = groundOf({ becomes, ...run })
  const open = openIndex(ground)
  await job.keepIndexes(run.table, { wanted: [open], known: [open.name] })
  try {
    do {
      while (await job.act(null, (ctx) => fill(ctx, job, id)));
      await buildIndexes(job, ground, becomes)
    } while (!(await job.act(null, (ctx) => takePlace(ctx, id)).catch(notYet)))
  } catch (error) {
    if (!(error instanceof Failure) || !isFinal(error)) throw error
    const { code, params } = error
    await job.act(null, async (ctx) => {
      const { status } = await lockConversion(ctx, id)
      if (status === 'running')
        await saveConversion(ctx, id, { status: 'failed', failure: { code, params }, finishedAt: ctx.now })
    })
  }
}

/** Somebody reads the table for longer than one waits for it, as an export of a million rows does. */
function notYet(error: unknown): false {
  if (isFailure(error, 'record.busy')) return false
  throw error
}

/** A refusal that another try would meet again. */
const isFinal = ({ code }: Failure) =>
  (['field.not-convertible', 'field.has-shared', 'field.in-formula'] as string[]).includes(code)

/** Converts rows for a while; whether there may be more. */
async function fill(ctx: Ctx, job: JobContext, id: string): Promise<boolean> {
  job.signal.throwIfAborted()
  const run = await lockConversion(ctx, id)
  if (run.status !== 'running') return false
  const ground = groundOf(run)
  const convert = converterOf(ctx, run)
  const until = performance.now() + longestBatch
  let rows: OpenRow[]
  let filled = run.filled
  do {
    rows = await openRows(ctx, ground, together)
    await writeFilled(ctx, ground, await convert(rows))
    filled += rows.length
  } while (rows.length === together && performance.now() < until)
  if (filled === run.filled) return false
  await saveConversion(ctx, id, { filled: Math.min(filled, run.total), becomes: run.becomes })
  await job.progressed(ctx)
  return rows.length === together
}

/** Tells the values of rows; refuses where one does not fit and that is to stop everything. */
function converterOf(ctx: Ctx, run: ConversionRow) {
  const names = namesBetween(run.was, run.becomes)
  const tell = run.undoes ? undoTellerOf(ctx, run, names) : tellerOf(ctx, run, names)
  return async (rows: readonly OpenRow[]) => {
    await names.load(
      ctx,
      rows.flatMap(({ from, to }) => [from, to]),
    )
    // What lies in the bin stops nothing.
    const told = rows.map((row) => ({ row, told: tell(row.from, row.to) }))
    const count = told.filter(({ row, told: { ok } }) => row.isLive && !ok).length
    if (count > 0 && run.onFailure === 'refuse') throw new Failure('field.not-convertible', { count })
    return told.map(({ row: { id, version }, told: result }) => ({
      ...{ id, version },
      value: result.ok ? result.value : null,
    }))
  }
}

/** What the field is found by stands before it is found by it; a value that was to be unique may be shared by now. */
async function buildIndexes(job: JobContext, { table, to }: Ground, becomes: CustomField): Promise<void> {
  const known = indexesOf(becomes.id, to, true).map(({ name }) => name)
  try {
    await job.keepIndexes(table, { wanted: indexesOf(becomes.id, to, becomes.unique), known })
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw new Failure('field.has-shared', { values: '…' })
  }
}

/**
 * Puts the new columns in the place of the old ones, in one moment for everybody: the rows changed since the last batch
 * are done while the table is held. False when there are too many of them for that.
 */
async function takePlace(ctx: Ctx, id: string): Promise<boolean> {
  await lockModel(ctx)
  const run = await lockConversion(ctx, id)
  if (run.status !== 'running') return true
  const ground = groundOf(run)
  // Beforehand: it reads the whole table.
  const emptied = await countEmptied(ctx, ground)
  await holdTable(ctx, ground)
  if ((await countOpen(ctx, ground, mostHeld + 1)) > mostHeld) return false
  const rows = await openRows(ctx, ground, mostHeld)
  const filled = await converterOf(ctx, run)(rows)
  await writeFilled(ctx, ground, filled)
  const lost = rows.filter(({ isLive, from }, at) => isLive && from !== null && filled[at]!.value === null)
  const formerColumn = `${run.fromColumn.slice(0, 36)}_${id.slice(-12)}w`
  await renameColumns(ctx, run.table, ground.from, formerColumn)
  const { type, options, unique, default: initial } = run.becomes
  const row = await lockRecord(ctx, customField, run.field, 'update')
  await changeRecord(ctx, customField, row, { type, options, isUnique: unique, initial: initial ?? null })
  await saveConversion(ctx, id, {
    status: 'done',
    filled: run.total,
    emptied: emptied + lost.length,
    becomes: run.becomes,
    formerColumn,
    finishedAt: ctx.now,
  })
  await ctx.enqueue(indexFieldJob.name, {
    field: run.field,
    isFilled: true,
    wasSearched: fieldOf(run.was).search === true,
  })
  await reindexFormulas(ctx, run.was)
  await settled(ctx, { id: run.field, name: run.was.name })
  return true
}

/** Leaves behind nothing but what the field has and what may be taken back; may be done twice. */
async function tidy(job: JobContext, id: string): Promise<void> {
  const run = await job.act(null, (ctx) => lockConversion(ctx, id))
  if (run.status === 'running') return
  const ground = groundOf(run)
  const isDone = run.status === 'done' && run.formerColumn !== null
  const gone = isDone ? columnUnder(run.was, run.formerColumn!) : ground.to
  const left = indexesOf(run.field, isDone ? ground.from : gone, true)
  await job.keepIndexes(run.table, { wanted: [], known: left.map(({ name }) => name) })
  await job.act(null, async (ctx) => {
    await dropMark(ctx.tx, ground)
    // What a conversion back was to write into are the values that were kept.
    if (!isDone && !run.undoes) await dropColumns(ctx.tx, run.table, ground.to)
  })
}

/** The columns of a conversion. */
function groundOf({ table, was, becomes, fromColumn, toColumn }: Omit<ConversionRow, 'id'>): Ground {
  return { table, from: columnUnder(was, fromColumn), to: columnUnder(becomes, toColumn) }
}
