import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../kernel/errors/errors.ts'
import { runRead } from '../../../server/act.ts'
import { callerOf } from '../../../server/app/caller.ts'
import type { Ctx } from '../../../server/context.ts'
import { sendFile } from '../../../server/files/send-file.ts'
import { getRecord } from '../../../server/records/read.ts'
import type { Services } from '../../../server/services.ts'
import { file } from '../file.entity.ts'
import { type Content, findContent } from './files.queries.ts'

const params = z.object({ id: z.uuid() })
const query = z.object({
  as: z
    .enum(['inline', 'attachment'])
    .default('attachment')
    .describe('`inline`: to be shown, as far as its kind is safe to show'),
})

/** GET /api/v1/files/:id/content: the bytes, for whoever sees the record at this moment. */
export function downloadRoute(app: FastifyInstance, services: Services): void {
  app.get(
    '/api/v1/files/:id/content',
    {
      // Pictures are packed already, and a part of a file is counted in its own bytes.
      compress: false,
      schema: {
        tags: ['files'],
        params,
        querystring: query,
        response: {
          200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.string() } } },
        },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(services, request)
      const { id } = request.params as z.output<typeof params>
      const { as } = request.query as z.output<typeof query>
      const { content, name } = await runRead(caller, (ctx) => readableFile(ctx, id))
      return sendFile(request, reply, services.files, { ...content, name }, as)
    },
  )
}

/** A file the actor sees and that may be opened. */
export async function readableFile(ctx: Ctx, id: string): Promise<{ name: string; content: Content }> {
  const { state, sha256, name } = await getRecord(ctx, file, id)
  if (state === 'checking') fail('file.not-ready')
  if (state === 'infected') fail('file.infected')
  const content = await findContent(ctx.tx, sha256 as string)
  if (!content) fail('record.not-found', { entity: file.name })
  ctx.install.access.note(ctx, { kind: 'file', entity: file.name, record: id })
  return { name: name as string, content }
}
