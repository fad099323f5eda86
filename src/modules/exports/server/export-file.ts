import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mostSelected } from '../../../kernel/commands/selection.ts'
import { wordOf } from '../../../kernel/entities/custom-model.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { clockIn } from '../../../kernel/text/zone.ts'
import { type ActFrame, runAct, runRead } from '../../../server/act.ts'
import { callerOf } from '../../../server/app/caller.ts'
import { textEnv } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { writeXlsx } from '../../../server/files/tabular/xlsx/write-xlsx.ts'
import { registryOf } from '../../../server/records/custom-model.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { sentences } from '../../../server/sentences.ts'
import type { Services } from '../../../server/services.ts'
import { allColumns, columnsOf } from './columns.ts'
import { exportedEntity } from './exported-entity.ts'
import { type ExportRow, findOwnExport } from './exports.queries.ts'
import { type RecordPage, recordPages } from './record-pages.ts'
import { takeTurn } from './turns.ts'
import { csvText } from './write-csv.ts'

const input = z.object({ id: z.uuid() })
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson; charset=utf-8',
} as const

/**
 * GET /api/v1/exports/:id/file: the records as a file, written while they are read. That it was begun and how much of
 * it was written are events, so whatever leaves the house leaves a trace, a download that is broken off included.
 */
export function exportFileRoute(app: FastifyInstance, services: Services): void {
  app.get(
    '/api/v1/exports/:id/file',
    {
      schema: {
        tags: ['exports'],
        params: input,
        response: { 200: { description: 'The records', content: { 'text/csv': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(services, request)
      const { id } = request.params as z.output<typeof input>
      const { wanted, entity } = await runRead(caller, async (ctx) => {
        const found = (await findOwnExport(ctx, id)) ?? fail('record.not-found', { entity: 'export' })
        return { wanted: found, entity: exportedEntity(ctx, found.entity) }
      })
      const endTurn = await takeTurn(caller.workspace.id)
      try {
        await note(caller, wanted, 'begun', {})
        const file = await fileOf(caller, wanted, entity, toldPages(caller, wanted))
        file.once('close', endTurn)
        return reply
          .header('content-type', types[wanted.format])
          .header('content-disposition', await disposition(caller, entity, wanted.format))
          .send(file)
      } catch (error) {
        endTurn()
        throw error
      }
    },
  )
}

async function fileOf(
  frame: ActFrame,
  { format, request }: ExportRow,
  entity: Entity,
  pages: AsyncIterable<RecordPage>,
): Promise<Readable> {
  if (format === 'jsonl') return Readable.from(lines(request.columns, pages))
  const t = await sentences(frame.locale)
  const columns = columnsOf(entity, request.columns ?? allColumns(entity), t, textEnv(frame))
  const headings = columns.map(({ heading }) => heading)
  const tables = async function* () {
    for await (const { items, titles } of pages)
      yield items.map((record) => columns.map(({ cell }) => cell(record, titles)))
  }
  return format === 'csv'
    ? Readable.from(csvText(headings, tables(), frame.locale))
    : writeXlsx(await nameOf(frame, entity), headings, tables())
}

/** Records as the API tells them, one a line; id and version are always there. */
async function* lines(names: readonly string[] | undefined, pages: AsyncIterable<RecordPage>) {
  const cut = (record: StoredRecord) =>
    names ? Object.fromEntries(['id', 'version', ...names].map((name) => [name, record[name]])) : record
  for await (const { items } of pages)
    yield items.map((record) => `${JSON.stringify(cut(record))}\n`).join('')
}

/** The pages of an export, which tells the log of events how far it came before it ends or is broken off. */
async function* toldPages(frame: ActFrame, wanted: ExportRow): AsyncGenerator<RecordPage> {
  const written = { rows: 0, isWhole: false }
  try {
    for await (const page of recordPages(frame, wanted)) {
      // More were added since they were counted. A file that is cut short must not look whole.
      if (written.rows + page.items.length > mostSelected) fail('export.too-many', { most: mostSelected })
      yield page
      written.rows += page.items.length
    }
    written.isWhole = true
  } finally {
    await note(frame, wanted, 'finished', written)
  }
}

function note(
  frame: ActFrame,
  { id: recordId, entity: exported, format, request }: ExportRow,
  what: 'begun' | 'finished',
  more: Record<string, unknown>,
): Promise<void> {
  const { selection, columns } = request
  const { ids, ...narrowed } = selection
  const chosen = ids ? { named: ids.length } : narrowed
  return runAct(frame, async (ctx) => {
    const data = { exported, format, columns, ...chosen, ...more }
    emit(ctx, { kind: `export.${what}`, entity: 'export', recordId, data })
  })
}

async function nameOf({ registry, workspace, locale }: ActFrame, entity: Entity): Promise<string> {
  const own = workspace.custom.objects.find(({ name }) => name === entity.name)
  if (own) return wordOf(own.many, locale)
  const t = await sentences(locale)
  return t(
    [`entities.${entity.name}.many`],
    {},
    registryOf(registry, workspace.custom).catalog.entity(entity.name).table,
  )
}

/** `Deals 2026-11-22.csv`, and in plain letters for programs that know no others. */
async function disposition(frame: ActFrame, entity: Entity, format: string): Promise<string> {
  const { day } = clockIn(frame.workspace.timeZone, frame.now?.() ?? new Date())
  const name = encodeURIComponent(`${await nameOf(frame, entity)} ${day}.${format}`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${entity.table}-${day}.${format}"; filename*=UTF-8''${name}`
}
