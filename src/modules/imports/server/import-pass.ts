import { Failure, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { refreshStatistics } from '../../../server/db/statistics.ts'
import type { Table } from '../../../server/files/tabular/table.ts'
import { gatherEntries } from '../../../server/records/search-index.ts'
import type { JobContext } from '../../../server/registry.ts'
import type { ImportCounts } from '../import-settings.ts'
import { type ImportRun, stateOf } from './import-run.ts'
import { type ImportRow, lockProgress, saveAct, saveImport, saveRows } from './imports.queries.ts'
import { decideAll, type Ground, nameNothing, type PlannedRow } from './plan-batch.ts'
import type { ReadRow } from './read-row.ts'
import { requireSamePerson } from './require-same-person.ts'
import type { Sorting } from './sorting.ts'
import { importRows } from './write-batch.ts'

export type Mode = 'running' | 'checking'

/** One pass over one file by one worker. */
export interface Pass {
  job: JobContext
  id: string
  /** Who imports; every batch is an act of this person. */
  actor: string
  mode: Mode
  run: ImportRun
  table: Table
  position: number
  counts: ImportCounts
  /** Name of this pass; a check that another worker has begun anew is left to it. */
  name: string
  /** The row after which the planner is told how full the tables have become. */
  nextStatistics: number
  sorting: Sorting
  /** What the newest batch comes to, written or being written; null as long as it is not known, or when it came to something else. */
  decided: Ground | null
}

/** What a batch comes to, decided before the batch it follows was in. */
export interface Ahead {
  ground: Ground
  follows: Ground
}

/** Rows of an import after which statistics are taken for the first time; then at five times as many, and so on. */
export const firstStatistics = 1000

/**
 * Brings in batch after batch, each in a transaction that begins when the one before has been committed. Meanwhile the next
 * is read, and decided about where that can be told. False when the import was cancelled or another worker has it.
 */
export async function importBatches(pass: Pass, batches: AsyncIterable<ReadRow[]>): Promise<boolean> {
  let writing = Promise.resolve(true)
  try {
    for await (const batch of batches) {
      const ahead = await decideAhead(pass, batch)
      if (!(await writing)) return false
      writing = importBatch(pass, batch, ahead)
      // Told when it is waited for; until then a failure must not count as unhandled.
      writing.catch(() => {})
    }
    return await writing
  } finally {
    await writing.catch(() => {})
    await pass.sorting.end()
  }
}

/**
 * Decides about a batch while the one before is being written, if its rows stand for themselves: they name no other record
 * and have no key of a record that is there or in hand. Any other batch sees first what is written.
 */
async function decideAhead(pass: Pass, batch: readonly ReadRow[]): Promise<Ahead | null> {
  const { job, actor, run, decided: follows, sorting } = pass
  if (!follows || !nameNothing(batch)) return null
  await sorting.rest()
  try {
    return await job.snapshot(actor, async (ctx) => {
      const recognised = await run.recogniser.loadNew(ctx, batch, follows.recognised)
      // Meanwhile something may have been taken back, and with it whose turn it is.
      const isStanding = pass.decided === follows && ctx.actor.userId === actor
      if (!recognised || !isStanding) return null
      run.state = structuredClone(follows.state)
      return { ground: decideAll(ctx, run, batch, { ways: follows.ways, recognised }), follows }
    })
  } catch (error) {
    // What cannot be looked up now is looked up in its turn.
    if (error instanceof Failure) return null
    throw error
  }
}

/** One batch in one transaction; what was decided ahead holds if the batch before came to what had been decided of it. */
async function importBatch(pass: Pass, batch: ReadRow[], given: Ahead | null): Promise<boolean> {
  const { job, id, actor, mode, run } = pass
  let ahead = given && given.follows === pass.decided ? given.ground : null
  let tries = 0
  pass.decided = null
  const done = await job.act(actor, async (ctx) => {
    const now = await lockProgress(ctx, id)
    if (now.status !== mode || !isMine(pass, now)) return null
    requireSamePerson(ctx, actor)
    if (tries++ > 0) {
      startAnew(run)
      pass.decided = null
      ahead = null
    }
    if (mode === 'running') {
      if (!ahead) run.state = stateOf(now)
      await gatherEntries(ctx.tx)
    }
    const rows = await importRows(ctx, run, batch, {
      ahead,
      decided(ground) {
        pass.decided = run.isCheck ? null : ground
      },
    })
    const counts = added(pass.counts, rows)
    const position = batch.at(-1)!.number
    await saveRows(ctx, id, rows)
    if (ctx.rowsBefore.size > 0) await saveAct(ctx, id)
    const progress = { counts, progress: progressOf(pass.table) }
    const { state } = pass.decided ?? run
    await saveImport(ctx, id, mode === 'running' ? { ...progress, position, state } : progress)
    await job.progressed(ctx)
    const isDue = position >= pass.nextStatistics
    if (isDue) await refreshStatistics(ctx, writtenTables(ctx, run))
    return { position, counts, nextStatistics: isDue ? position * 5 : pass.nextStatistics }
  })
  if (!done) return false
  Object.assign(pass, done)
  if (mode === 'running') pass.sorting.gathered(batch.length)
  return true
}

/** Tables that grow with this import. */
function writtenTables({ registry }: Ctx, { entity, makes }: ImportRun): string[] {
  const kinds = registry.entities.filter(({ name }) => name === entity.name || makes(name))
  const isPeople = kinds.some(({ name }) => name === 'contact')
  return [
    ...kinds.map(({ table }) => table),
    ...(entity.worked ? ['steps'] : []),
    ...(isPeople ? ['identities'] : []),
  ]
}

function isMine({ mode, position, name }: Pass, now: Pick<ImportRow, 'position' | 'state'>): boolean {
  return mode === 'running' ? now.position === position : now.state.pass === name
}

/** The transaction was rolled back and is run again: what was found and made in it is not there. */
function startAnew(run: ImportRun): void {
  // What a check remembers cannot be taken back, so it begins again from the first row.
  if (run.isCheck) fail('server.unavailable')
  run.refs.forget()
  run.ways = null
}

function progressOf(table: Table): number {
  return Math.min(999, Math.floor((table.bytesRead() / Math.max(1, table.bytes)) * 1000))
}

function added(counts: ImportCounts, rows: PlannedRow[]): ImportCounts {
  const linked = { ...counts.linked }
  const sum = { ...counts }
  for (const { outcome, problems, linked: others } of rows) {
    sum[outcome]++
    if (outcome !== 'failed')
      for (const { kind, isNew } of others) {
        const { created, found } = linked[kind] ?? { created: 0, found: 0 }
        linked[kind] = isNew ? { created: created + 1, found } : { created, found: found + 1 }
      }
    if (outcome !== 'failed' && problems.length > 0) sum.warnings++
  }
  if (Object.keys(linked).length > 0) sum.linked = linked
  return sum
}
