import { z } from 'zod'
import { defineCommand } from './command.ts'
import { selectionShape } from './selection.ts'

export const exportFormats = ['csv', 'xlsx', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Hours in which what was prepared can be fetched. */
export const exportHours = 24

/**
 * Prepares a file of records: `GET /exports/{id}/file` answers it to the same person within a day, as the records
 * are then.
 */
export const prepareExport = defineCommand({
  name: 'export.prepare',
  needs: null,
  input: z.strictObject({
    entity: z.string().max(40).describe('Name of the kind of record: `contact`'),
    format: z.enum(exportFormats),
    selection: selectionShape.default({}),
    sort: z
      .array(z.string().max(80))
      .max(3)
      .default([])
      .describe('Named records come in the order of the names'),
    columns: z
      .array(z.string().max(80))
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Field names, `step` for the next step; left out: all that lists can show, in JSON lines all fields',
      ),
  }),
  output: z.object({
    id: z.uuid(),
    total: z.object({ count: z.int(), exact: z.boolean() }),
  }),
})
