import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { storableText } from '../../../kernel/text/storable.ts'
import { type ActFrame, runAct } from '../../../server/act.ts'
import { callerOf } from '../../../server/app/caller.ts'
import { tooLarge } from '../../../server/app/problem.ts'
import { recordShape } from '../../../server/app/record-shapes.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Services } from '../../../server/services.ts'
import { importRun } from '../import.entity.ts'
import type { ImportFile } from '../import-settings.ts'
import { importKey, lookAt } from './import-file.ts'

const largestFile = 100 * 1024 * 1024

/** POST /api/v1/imports takes a file in, looks at it and begins an import with it. */
export function uploadRoute(app: FastifyInstance, services: Services): void {
  app.register(async (scope) => {
    await scope.register(multipart, { limits: { files: 1, fileSize: largestFile, fields: 5 } })
    scope.post(
      '/api/v1/imports',
      {
        schema: {
          tags: ['imports'],
          consumes: ['multipart/form-data'],
          response: { 201: z.object({ item: recordShape(importRun) }) },
        },
        bodyLimit: largestFile + 1_048_576,
        config: { admission: 'upload' },
      },
      async (request, reply) => {
        const caller = await callerOf(services, request)
        if (scopeOf(caller.actor, 'import', 'create') === 'no')
          fail('access.denied', { right: 'import:create' })
        const part = await request.file().catch(refuseForm)
        if (!part) fail('input.invalid', {}, [{ field: 'file', error: 'value.required' }])
        const id = uuidv7()
        try {
          await services.files.save(importKey(id), part.file).catch(refuseForm)
          if (part.file.truncated) throw tooLarge(largestFile)
          const file = await lookAt(services.files, id)
          return await reply.code(201).send({ item: await beginImport(caller, id, part.filename, file) })
        } catch (error) {
          await services.files.remove(importKey(id))
          throw error
        }
      },
    )
  })
}

/** The parser's own words for a form that is broken or was cut off; it gives them no code. */
const brokenForm = /^(Unexpected end of multipart data|Multipart: Boundary not found)/

function refuseForm(error: Error): never {
  if (brokenForm.test(error.message)) fail('input.invalid', {}, [{ field: 'file', error: 'value.invalid' }])
  throw error
}

/** Registers a file that is already in the store; the command line does the same. */
export function beginImport(frame: ActFrame, id: string, fileName: string, file: ImportFile) {
  return runAct(frame, async (ctx) => {
    const values = {
      fileName: storableText(fileName.slice(-300)) || 'file',
      status: 'draft',
      file,
      owner: ctx.actor.userId,
      position: 0,
      progress: 0,
    }
    const [record] = await createRecords(ctx, importRun, [{ id, values, extra: {} }])
    return record!
  })
}
