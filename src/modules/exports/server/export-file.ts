import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { exportDays } from '../../../kernel/commands/exports.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import { runAct } from '../../../server/act.ts'
import { callerOf } from '../../../server/app/caller.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { FileGone } from '../../../server/files/file-store.ts'
import type { Services } from '../../../server/services.ts'
import { exportedEntity } from './exported-entity.ts'
import { countFetched, exportKey, findOwnExport, ownExportShown } from './exports.queries.ts'
import { disposition } from './file-name.ts'
import { tellingOf } from './tell-export.ts'

const input = z.object({ id: z.uuid() })
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson; charset=utf-8',
  vcf: 'text/vcard; charset=utf-8',
} as const

/**
 * GET /api/v1/exports/:id/file: a file that is ready, to the person who asked for it and as long as he may export such
 * records. Each time is an event, so that whatever leaves the house leaves a trace.
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
      const { headers, content } = await runAct(caller, (ctx) => fetchFile(ctx, id))
      return reply.headers(headers).send(content)
    },
  )
}

async function fetchFile(ctx: Ctx, id: string) {
  const wanted = await findOwnExport(ctx, id)
  const entity = exportedEntity(ctx, wanted.entity)
  const { createdAt, bytes } = await ownExportShown(ctx, id)
  const age = ctx.now.getTime() - Date.parse(createdAt)
  if (wanted.status === 'gone' || age > exportDays * 86_400_000) fail('export.gone', { days: exportDays })
  if (wanted.status !== 'ready') fail('export.not-ready')
  const content = await ctx.install.files.read(exportKey(id)).catch((error: unknown) => {
    throw error instanceof FileGone ? new Failure('export.gone', { days: exportDays }) : error
  })
  await countFetched(ctx, id)
  const data = { ...tellingOf(wanted), rows: wanted.rows }
  emit(ctx, { kind: 'export.fetched', entity: 'export', recordId: id, data })
  const reader = { workspace: ctx.workspace, locale: wanted.locale }
  return {
    content,
    headers: {
      'content-type': types[wanted.format],
      'content-length': String(bytes),
      'content-disposition': await disposition(reader, entity, {
        format: wanted.format,
        at: new Date(createdAt),
      }),
    },
  }
}
