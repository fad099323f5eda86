import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { errors, Failure, fail } from '../../../kernel/errors/errors.ts'
import { cleanFileName } from '../../../kernel/text/file-name.ts'
import { runRead } from '../../../server/act.ts'
import { callerOf } from '../../../server/app/caller.ts'
import { answerOnce } from '../../../server/app/idempotency.ts'
import { tooLarge } from '../../../server/app/problem.ts'
import { recordShape } from '../../../server/app/record-shapes.ts'
import type { Ctx } from '../../../server/context.ts'
import { type TakenIn, takeIn } from '../../../server/files/take-in.ts'
import { isPlanted } from '../../../server/plants.ts'
import { requireRight } from '../../../server/records/access.ts'
import { getRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import type { Services } from '../../../server/services.ts'
import { file } from '../file.entity.ts'
import { type Content, keepContent, lockQuota, usedBytes } from './files.queries.ts'
import { placeValues, subjectOf } from './subjects.ts'

const query = z.object({
  entity: z.string().max(50).describe('Noun of the record: `deal`, `note`, `x_vehicle`'),
  record: z.uuid().optional().describe('The record it is attached to'),
  field: z
    .string()
    .max(60)
    .optional()
    .describe(
      'Instead of a record: the field that is to hold it, `x_contract`; the record takes it by its id',
    ),
})

/** Room for what a form writes around a file. */
const formBytes = 1_048_576

/**
 * POST /api/v1/files?entity=deal&record=… takes one file in and attaches it; with `field=` it waits for a record to take it. The right is judged before a byte is
 * taken, and once more with the row. The bytes go to the store first: cut off in between they are nobody's, and are
 * removed by `keepHouse`.
 */
export function uploadRoute(app: FastifyInstance, services: Services): void {
  const { largest } = services.config.files
  app.register(async (scope) => {
    await scope.register(multipart, { limits: { files: 1, fileSize: largest, fields: 5 } })
    scope.post(
      '/api/v1/files',
      {
        schema: {
          tags: ['files'],
          consumes: ['multipart/form-data'],
          querystring: query,
          response: {
            201: z.object({ item: recordShape(file), event: z.uuid().describe('Give it to records.undo') }),
          },
        },
        bodyLimit: largest + formBytes,
        config: { admission: 'upload' },
      },
      async (request, reply) => {
        const caller = await callerOf(services, request)
        const to = request.query as z.output<typeof query>
        const announced = Math.max(0, Number(request.headers['content-length'] ?? 0) - formBytes)
        await runRead(caller, async (ctx) => {
          requireRight(ctx, file, 'create')
          await belongingTo(ctx, to)
          await requireRoom(ctx, announced)
        })
        const part = await request.file().catch(refuseForm)
        if (!part) fail('input.invalid', {}, [{ field: 'file', error: 'value.required' }])
        const key = `files/${caller.workspace.id}/${uuidv7()}`
        let isNobodys = true
        try {
          const taken = await takeIn(services.files, key, part.file).catch(refuseForm)
          if (part.file.truncated) throw tooLarge(largest)
          const name = cleanFileName(part.filename)
          // What makes a repeated request the same one.
          request.body = { name, sha256: taken.sha256 }
          let keptUnder: string | null = null
          // Until the act has ended nobody knows whether its row is there; then the bytes are left to `keepHouse`.
          isNobodys = false
          const answer = await answerOnce(caller, request, reply, async (ctx) => {
            const { content, item } = await attach(ctx, name, taken, await belongingTo(ctx, to))
            ctx.afterCommit.push(() => {
              keptUnder = content.key
            })
            return { status: 201, body: { item, event: ctx.act } }
          }).catch((error: unknown) => {
            isNobodys = error instanceof Failure && errors[error.code] < 500
            throw error
          })
          isNobodys = keptUnder !== key || isPlanted('lost-file')
          return answer
        } finally {
          if (isNobodys) await services.files.remove(key)
        }
      },
    )
  })
}

/** What the file is to belong to, as values of its fields: a record, or a field until a record takes it. */
async function belongingTo(ctx: Ctx, { entity, record, field }: z.output<typeof query>): Promise<Values> {
  if (record !== undefined && field === undefined) return subjectOf(ctx, entity, record)
  if (field !== undefined && record === undefined) return placeValues(ctx, entity, field)
  return fail('input.invalid', {}, [
    { field: 'record', error: record === undefined ? 'value.required' : 'value.invalid' },
  ])
}

/** Attaches what is in the store already. */
export async function attach(
  ctx: Ctx,
  name: string,
  taken: TakenIn,
  subject: Values,
): Promise<{ content: Content; item: StoredRecord }> {
  requireRight(ctx, file, 'create')
  const isLookedAt = ctx.install.fileSettings.clamd !== null
  await lockQuota(ctx.tx)
  const content = await keepContent(ctx, taken, isLookedAt ? 'waiting' : 'unscanned')
  // Counted with the new bytes in; the same bytes again take no room.
  if (content.key === taken.key) await requireRoom(ctx, 0)
  const { sha256, size, mediaType, verdict } = content
  const state = verdict === 'waiting' ? 'checking' : verdict === 'infected' ? 'infected' : 'ready'
  const author = ctx.actor.via === 'system' ? null : ctx.actor.userId
  const values = { name, size, mediaType, sha256, state, author, ...subject }
  const id = uuidv7()
  await createRecords(ctx, file, [{ id, values, extra: {}, particulars: { name, size } }])
  if (verdict === 'waiting') await ctx.enqueue('files.scan', { sha256 })
  const { titles: _, ...item } = await getRecord(ctx, file, id)
  return { content, item }
}

async function requireRoom(ctx: Ctx, more: number): Promise<void> {
  const { quota } = ctx.install.fileSettings
  if (quota !== null && (await usedBytes(ctx.tx)) + more > quota)
    fail('file.no-room', { limit: Math.round(quota / 1_048_576) })
}

/** The parser's own words for a form that is broken or was cut off; it gives them no code. */
const brokenForm = /^(Unexpected end of multipart data|Multipart: Boundary not found|Premature close)/

function refuseForm(error: Error): never {
  if (brokenForm.test(error.message)) fail('input.invalid', {}, [{ field: 'file', error: 'value.invalid' }])
  throw error
}
