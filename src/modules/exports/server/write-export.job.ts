import { Readable } from 'node:stream'
import { isKnown } from '../../../kernel/access/known-field.ts'
import { mostSelected } from '../../../kernel/commands/selection.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import { isFile } from '../../../kernel/fields/types/file.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { writeXlsx } from '../../../server/files/tabular/xlsx/write-xlsx.ts'
import { isPlanted } from '../../../server/plants.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { sentences } from '../../../server/sentences.ts'
import { allColumns, columnsOf } from './columns.ts'
import { exportedEntity } from './exported-entity.ts'
import { type ExportRow, endExport, exportKey, findExport } from './exports.queries.ts'
import { nameOf } from './file-name.ts'
import { type RecordPage, recordPages } from './record-pages.ts'
import { tellingOf } from './tell-export.ts'
import { csvText } from './write-csv.ts'
import { cardsText } from './write-vcard.ts'

/**
 * Writes the file of an export: read page by page in one snapshot, so that it is one moment's picture, and written while
 * it is read, so that its size costs no memory. A try that was cut off is begun anew; nobody sees a half file.
 */
export const writeExportJob: JobHandler = {
  name: 'export.write',
  async run({ payload, ctx: job }) {
    // Both are put in by the verb of this module and the platform.
    const { id, enqueuedBy: actor } = payload as { id: string; enqueuedBy: string }
    try {
      const wanted = await job.act(null, (ctx) => findExport(ctx, id))
      if (wanted?.status !== 'running') return
      const written = await job.snapshot(actor, (ctx) => write(ctx, job, wanted, actor))
      await job.act(actor, async (ctx) => {
        const data = { ...tellingOf(wanted), rows: written.rows }
        if (!(await endExport(ctx, id, { status: 'ready', ...written }))) return
        emit(ctx, { kind: 'export.finished', entity: 'export', recordId: id, data })
        if (wanted.request.scheduled)
          emit(ctx, { kind: 'user.export-ready', entity: 'user', recordId: actor, data: { export: id } })
      })
    } catch (error) {
      await stop(job, id, error)
    }
  },
}

async function write(
  found: Ctx,
  job: JobContext,
  wanted: ExportRow,
  actor: string,
): Promise<{ rows: number; bytes: number }> {
  // Nobody exports in the name of somebody who may not any more.
  if (found.actor.userId !== actor) fail('access.denied', { right: `${wanted.entity}:export` })
  const ctx = { ...found, locale: wanted.locale }
  const entity = exportedEntity(ctx, wanted.entity)
  const counted = { rows: 0 }
  const pages = countedPages(job.signal, wanted, recordPages(ctx, entity, wanted.request), counted)
  const bytes = await ctx.install.files.save(exportKey(wanted.id), await fileOf(ctx, wanted, entity, pages))
  return { rows: counted.rows, bytes }
}

/** The file as a stream: pages are asked for as it is read, and no further. */
export async function fileOf(
  ctx: Ctx,
  { format, request }: ExportRow,
  entity: Entity,
  pages: AsyncIterable<RecordPage>,
): Promise<Readable> {
  if (format === 'jsonl') return Readable.from(lines(ctx, entity, request.columns, pages))
  if (format === 'vcf') return Readable.from(cardsText(pages))
  const t = await sentences(ctx.locale)
  const columns = columnsOf(entity, request.columns ?? allColumns(entity), t, textEnv(ctx))
  const headings = columns.map(({ heading }) => heading)
  const tables = async function* () {
    for await (const { items, titles } of pages)
      yield items.map((record) => columns.map(({ cell }) => cell(record, titles)))
  }
  return format === 'csv'
    ? Readable.from(csvText(headings, tables(), ctx.locale))
    : writeXlsx(await nameOf(ctx, entity), headings, tables())
}

/** Records as the API tells them, one a line, files by their addresses; id and version are always there. */
async function* lines(
  { install }: Ctx,
  entity: Entity,
  names: readonly string[] | undefined,
  pages: AsyncIterable<RecordPage>,
) {
  const files = Object.entries(entity.fields).flatMap(([name, field]) =>
    isFile(field) && isKnown(field) ? name : [],
  )
  const told = (record: StoredRecord) => {
    const located = { ...record }
    for (const name of files)
      if (record[name] != null) located[name] = `${install.baseUrl}/api/v1/files/${record[name]}/content`
    return names
      ? Object.fromEntries(['id', 'version', ...names].map((name) => [name, located[name]]))
      : located
  }
  for await (const { items } of pages)
    yield items.map((record) => `${JSON.stringify(told(record))}\n`).join('')
}

/** Records may have been added since they were counted; the quota holds for what is written. */
async function* countedPages(
  signal: AbortSignal,
  { most }: ExportRow,
  pages: AsyncIterable<RecordPage>,
  counted: { rows: number },
): AsyncGenerator<RecordPage> {
  for await (const page of pages) {
    signal.throwIfAborted()
    counted.rows += page.items.length
    if (counted.rows > mostSelected) fail('export.too-many', { most: mostSelected })
    if (counted.rows > most) fail('export.over-quota', { most, left: most, wanted: counted.rows })
    yield isPlanted('short-export') ? { ...page, items: page.items.slice(1) } : page
  }
}

/** A refusal is told to whoever asked; a database that is away is left to the next try of the job. */
async function stop(job: JobContext, id: string, error: unknown): Promise<void> {
  if (job.signal.aborted || (error instanceof Failure && error.code === 'server.unavailable')) throw error
  await job.install.files.remove(exportKey(id))
  const { code, params } = error instanceof Failure ? error : new Failure('server.unexpected')
  await job.act(null, (ctx) => endExport(ctx, id, { status: 'failed', failure: { code, params } }))
  if (!(error instanceof Failure)) throw error
}
