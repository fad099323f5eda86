import { cleanFileName } from '../../../kernel/text/file-name.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord, deleteRecord } from '../../../server/records/write.ts'
import { answer, handle } from '../../../server/registry.ts'
import { fileLimits, fileText, removeFile, renameFile } from '../file.commands.ts'
import { file } from '../file.entity.ts'
import { readableFile } from './download.ts'
import { usedBytes } from './files.queries.ts'
import { firstLines } from './first-lines.ts'
import { requireFillable } from './places.ts'

export const renameHandler = handle(renameFile, async (ctx, { id, name }) => {
  const before = await lockRecord(ctx, file, id, 'update')
  requireFillable(ctx, before)
  const after = await changeRecord(ctx, file, before, { name: cleanFileName(name, before.name as string) })
  return { name: after.name as string, event: ctx.act }
})

export const removeHandler = handle(removeFile, async (ctx, { id }) => {
  await deleteRecord(ctx, file, id)
  return { event: ctx.act }
})

export const textAnswer = answer(fileText, async (ctx, { id }) => {
  const { content } = await readableFile(ctx, id)
  return firstLines(ctx.install.files, content)
})

export const limitsAnswer = answer(fileLimits, async (ctx) => {
  const { largest, quota } = ctx.install.fileSettings
  return { largest, quota, used: await usedBytes(ctx.tx) }
})
