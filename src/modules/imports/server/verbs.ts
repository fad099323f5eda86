import { sql } from 'kysely'
import { undoDays } from '../../../kernel/commands/records.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { deleteRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import {
  cancelImport,
  checkImport,
  configureImport,
  fixImportRow,
  removeImport,
  runImport,
  undoImport,
} from '../import.commands.ts'
import { importRun } from '../import.entity.ts'
import { type ImportSettings, noCounts } from '../import-settings.ts'
import { basisProblems } from '../people-basis.ts'
import { lookAt } from './import-file.ts'
import { forgetRows, type ImportRow, lockImport, saveFix, saveImport } from './imports.queries.ts'
import { keepMapping } from './mappings.queries.ts'
import { requireRights } from './require-rights.ts'
import { requireSense } from './require-sense.ts'

export const configureHandler = handle(configureImport, async (ctx, { id, settings }) => {
  const row = await mine(ctx, id, ['draft', 'checked', 'failed', 'cancelled'])
  const isBegun = row.position > 0
  if (isBegun) requireSameReading(row, settings)
  requireRights(ctx, settings)
  const file = { ...(await lookAt(ctx.install.files, id, settings)), size: row.file.size }
  await requireSense(ctx, settings, file.headings)
  // What has been brought in stays as it is told; only the rest of the file is read by the new settings.
  const status = isBegun ? row.status : 'draft'
  if (!isBegun) await forgetRows(ctx, id)
  await saveImport(ctx, id, { settings, file, status, ...(isBegun ? {} : unchecked) })
  return { id, status, file }
})

const unchecked = { counts: null, progress: 0, failure: null }

/** An import that is half done goes on in the same file, read in the same way, with the same kind of records. */
function requireSameReading({ settings, status }: ImportRow, wanted: ImportSettings): void {
  const members = ['entity', 'encoding', 'delimiter', 'sheet', 'headerRow'] as const
  if (members.some((member) => settings?.[member] !== wanted[member])) fail('import.wrong-state', { status })
}

export const checkHandler = handle(checkImport, async (ctx, { id }) => {
  const row = await mine(ctx, id, ['draft', 'checked', 'failed'])
  if (!row.settings || row.position > 0) fail('import.wrong-state', { status: row.status })
  await forgetRows(ctx, id)
  await saveImport(ctx, id, {
    status: 'checking',
    counts: noCounts,
    progress: 0,
    failure: null,
    finishedAt: null,
  })
  await ctx.enqueue('import.check', { id })
  return { id, status: 'checking' }
})

export const runHandler = handle(runImport, async (ctx, { id }) => {
  const row = await mine(ctx, id, ['draft', 'checked', 'failed', 'cancelled'])
  // What has been taken back in part cannot be gone on with.
  if (!row.settings || row.counts?.undone !== undefined) fail('import.wrong-state', { status: row.status })
  const entity = ctx.registry.catalog.entity(row.settings.entity)
  const unanswered = basisProblems(entity, row.settings, dayIn(ctx))
  if (unanswered.length > 0) fail('import.basis-missing', {}, unanswered)
  if (row.position === 0) await forgetRows(ctx, id)
  const fresh = row.position === 0 ? { counts: noCounts, progress: 0 } : {}
  await keepMapping(ctx, row.file.headings, { name: row.fileName, isNamed: false, settings: row.settings })
  await saveImport(ctx, id, { status: 'running', failure: null, finishedAt: null, ...fresh })
  await ctx.enqueue('import.run', { id }, queueOf(ctx))
  return { id, status: 'running' }
})

export const cancelHandler = handle(cancelImport, async (ctx, { id }) => {
  // The rows in hand are finished first.
  await sql`set local lock_timeout = '20s'`.execute(ctx.tx)
  const row = await mine(ctx, id, ['checking', 'running'])
  const status = row.status === 'checking' ? 'draft' : 'cancelled'
  await saveImport(ctx, id, { status, finishedAt: ctx.now })
  return { id, status }
})

export const undoHandler = handle(undoImport, async (ctx, { id }) => {
  const { finishedAt } = await mine(ctx, id, ['done', 'failed', 'cancelled'])
  const age = finishedAt ? ctx.now.getTime() - new Date(finishedAt).getTime() : 0
  if (age > undoDays * 86_400_000) fail('import.undo-late', { days: undoDays })
  await saveImport(ctx, id, { status: 'undoing', finishedAt: null })
  await ctx.enqueue('import.undo', { id }, queueOf(ctx))
  return { id, status: 'undoing' }
})

export const removeHandler = handle(removeImport, async (ctx, { id }) => {
  await deleteRecord(ctx, importRun, id)
  return {}
})

export const fixRowHandler = handle(fixImportRow, async (ctx, { id, row: number, cells }) => {
  const row = await mine(ctx, id, ['draft', 'checked'])
  const unknown = Object.keys(cells).filter((heading) => !row.file.headings.includes(heading))
  if (unknown.length > 0)
    fail(
      'input.invalid',
      {},
      unknown.map((field) => ({ field, error: 'value.unknown-field' })),
    )
  await saveFix(ctx, id, number, cells)
  return { id, status: row.status }
})

/** Locks an import the actor may change, in one of these states. */
async function mine(ctx: Ctx, id: string, states: string[]): Promise<ImportRow> {
  await lockRecord(ctx, importRun, id, 'update')
  const row = await lockImport(ctx, id)
  if (!states.includes(row.status)) fail('import.wrong-state', { status: row.status })
  return row
}

/** The day it is for the workspace. */
function dayIn({ now, workspace: { timeZone } }: Ctx): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now)
}

/** Imports of a workspace are written one after another, so that each recognises what the others have brought. */
function queueOf({ workspace }: Ctx): string {
  return `import ${workspace.id}`
}
