import { type Action, scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { handle } from '../../../server/registry.ts'
import {
  cancelImport,
  checkImport,
  configureImport,
  fixImportRow,
  runImport,
  undoImport,
} from '../import.commands.ts'
import { importRun } from '../import.entity.ts'
import { noCounts } from '../import-settings.ts'
import { targetsOf } from '../targets.ts'
import { forgetRows, type ImportRow, lockImport, saveFix, saveImport } from './imports.queries.ts'
import { fileOf } from './read-file.ts'
import { openImportFile } from './run-import.job.ts'

export const configureHandler = handle(configureImport, async (ctx, { id, settings }) => {
  const row = await mine(ctx, id, ['draft', 'checked', 'failed'])
  const entity = ctx.registry.catalog.entity(settings.entity)
  for (const action of ['create', 'import'] as Action[])
    if (scopeOf(ctx.actor, entity.rightsObject, action) === 'no')
      fail('access.denied', { right: `${entity.rightsObject}:${action}` })
  const table = await openImportFile(ctx.install.files, id, settings)
  const file = await fileOf(table).finally(() => table.close())
  requireSense(ctx, settings, file.headings)
  await forgetRows(ctx, id)
  await saveImport(ctx, id, {
    settings,
    file: { ...file, size: row.file.size },
    status: 'draft',
    counts: null,
    progress: 0,
    failure: null,
  })
  return { id, status: 'draft', file: { ...file, size: row.file.size } }
})

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
  if (!row.settings) fail('import.wrong-state', { status: row.status })
  if (row.position === 0) await forgetRows(ctx, id)
  const fresh = row.position === 0 ? { counts: noCounts, progress: 0 } : {}
  await saveImport(ctx, id, { status: 'running', failure: null, finishedAt: null, ...fresh })
  await ctx.enqueue('import.run', { id })
  return { id, status: 'running' }
})

export const cancelHandler = handle(cancelImport, async (ctx, { id }) => {
  const row = await mine(ctx, id, ['checking', 'running'])
  const status = row.status === 'checking' ? 'draft' : 'cancelled'
  await saveImport(ctx, id, { status, finishedAt: ctx.now })
  return { id, status }
})

export const undoHandler = handle(undoImport, async (ctx, { id }) => {
  await mine(ctx, id, ['done', 'failed', 'cancelled'])
  await saveImport(ctx, id, { status: 'undoing', finishedAt: null })
  await ctx.enqueue('import.undo', { id })
  return { id, status: 'undoing' }
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

/** A mapping names columns of the file and targets of the entity, each single target once. */
function requireSense(
  ctx: Ctx,
  settings: { entity: string; columns: Record<string, string>; match: string[] },
  headings: string[],
): void {
  const entity = ctx.registry.catalog.entity(settings.entity)
  const targets = new Map(targetsOf(entity).map((target) => [target.key, target]))
  const used = new Set<string>()
  const problems = Object.entries(settings.columns).flatMap(([heading, key]) => {
    const target = targets.get(key)
    if (!headings.includes(heading))
      return [{ field: heading, error: 'value.not-found', params: { value: heading } }]
    if (!target) return [{ field: heading, error: 'value.not-found', params: { value: key } }]
    if (used.has(key) && !target.many)
      return [{ field: heading, error: 'value.used-twice', params: { value: key } }]
    used.add(key)
    return []
  })
  for (const name of settings.match)
    if (!entity.fields[name])
      problems.push({ field: 'match', error: 'value.not-found', params: { value: name } })
  if (problems.length > 0) fail('import.mapping-invalid', {}, problems)
}
