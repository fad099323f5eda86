import { getRecord } from '../../../server/records/read.ts'
import { answer, handle } from '../../../server/registry.ts'
import { forgetImportMapping, importMappings, saveImportMapping } from '../import.commands.ts'
import { importRun } from '../import.entity.ts'
import type { ImportFile } from '../import-settings.ts'
import { dropMapping, keepMapping, mappingsOf } from './mappings.queries.ts'
import { requireRights } from './require-rights.ts'
import { requireSense } from './require-sense.ts'

export const mappingsAnswer = answer(importMappings, async (ctx, { id }) => {
  const { file } = await getRecord(ctx, importRun, id)
  return { items: await mappingsOf(ctx, (file as ImportFile).headings) }
})

export const saveMappingHandler = handle(saveImportMapping, async (ctx, { id, name, settings }) => {
  const { headings } = (await getRecord(ctx, importRun, id)).file as ImportFile
  requireRights(ctx, settings)
  await requireSense(ctx, settings, headings)
  await keepMapping(ctx, headings, { name, isNamed: true, settings })
  return {}
})

export const forgetMappingHandler = handle(forgetImportMapping, async (ctx, { id, mapping }) => {
  const { headings } = (await getRecord(ctx, importRun, id)).file as ImportFile
  await dropMapping(ctx, headings, mapping)
  return {}
})
