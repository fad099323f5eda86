import { z } from 'zod'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'
import { importCountsShape, importFileShape, importSettingsShape } from './import-settings.ts'

export const importStatuses = [
  'draft',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const

/** One file brought in, from upload to undo; written by the verbs of this module. */
export const importRun = defineEntity({
  name: 'import',
  table: 'imports',
  title: 'fileName',
  ownerField: 'owner',
  softDelete: false,
  fields: {
    fileName: f.text({ readOnly: true, max: 300 }),
    entity: f.text({ readOnly: true, max: 40 }),
    status: f.choice(importStatuses, { readOnly: true }),
    file: f.json(importFileShape, { readOnly: true }),
    settings: f.json(importSettingsShape, { readOnly: true }),
    counts: f.json(importCountsShape, { readOnly: true }),
    position: f.integer({ readOnly: true }),
    progress: f.integer({ readOnly: true }),
    failure: f.json(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }), {
      readOnly: true,
    }),
    owner: f.ref('user', { readOnly: true }),
    finishedAt: f.dateTime({ readOnly: true }),
  },
})
