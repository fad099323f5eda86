import { z } from 'zod'
import { defineCommand, defineQuery } from './command.ts'
import { repeats } from './next-time.ts'
import { listShape, selectionShape } from './selection.ts'

export const exportFormats = ['csv', 'xlsx', 'jsonl', 'vcf'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Most exports of one person that repeat. */
export const mostSchedules = 20

/** Days in which a file can be fetched. */
export const exportDays = 7

const status = z.enum(['running', 'ready', 'failed', 'gone'])
const entity = z.string().max(40).describe('Name of the kind of record: `contact`')

const failure = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) })

const wanted = z.strictObject({
  entity,
  format: z.enum(exportFormats).describe('`vcf`: contacts alone, as address books read them'),
  selection: selectionShape.default({}),
  sort: z.array(z.string().max(80)).max(3).default([]),
  columns: z
    .array(z.string().max(80))
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Field names, `step` for the next step; left out: all that lists can show, in JSON lines all fields',
    ),
})

/**
 * Begins to write a file of records, all as they are at one moment. When its status is `ready`,
 * `GET /exports/{id}/file` answers it to the same person.
 */
export const prepareExport = defineCommand({
  name: 'export.prepare',
  mayTakeLong: true,
  needs: null,
  input: wanted,
  output: z.object({ id: z.uuid(), status, rows: z.int() }),
})

/**
 * Prepares the same export every day, Monday or first of the month at six in the time zone of the workspace, with the
 * rights and the quota its owner has then; the owner is notified.
 */
export const scheduleExport = defineCommand({
  name: 'export.schedule',
  needs: null,
  input: wanted.extend({ selection: listShape.default({}), every: z.enum(repeats) }),
  output: z.object({ id: z.uuid(), nextAt: z.iso.datetime() }),
})

/** Prepares one of one’s own exports no more. */
export const unscheduleExport = defineCommand({
  name: 'export.unschedule',
  needs: null,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

const schedule = z.object({
  id: z.uuid(),
  entity: z.string(),
  format: z.enum(exportFormats),
  columns: z.array(z.string()).nullable(),
  filter: z.unknown().describe('Null: none'),
  q: z.string().nullable(),
  sort: z.array(z.string()),
  every: z.enum(repeats),
  nextAt: z.iso.datetime(),
  failure: failure.nullable().describe('Why the last one could not begin'),
})
export type ExportSchedule = z.output<typeof schedule>

/** One’s own exports that repeat, the next first. */
export const listExportSchedules = defineQuery({
  name: 'export.schedules',
  path: '/export-schedules',
  needs: null,
  input: z.strictObject({}),
  output: z.object({ items: z.array(schedule) }),
})

const item = z.object({
  id: z.uuid(),
  owner: z.uuid(),
  entity: z.string(),
  format: z.enum(exportFormats),
  status: status.describe('`gone`: the file has been removed, the entry stays'),
  rows: z.int(),
  bytes: z.int().nullable(),
  columns: z.array(z.string()).nullable(),
  filter: z.unknown().describe('Null: none'),
  q: z.string().nullable(),
  named: z.int().nullable().describe('How many records were named one by one'),
  failure: failure.nullable(),
  fetched: z.int().describe('How often it was downloaded'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type ExportItem = z.output<typeof item>

/** What was exported, the newest first: by oneself, or by anybody for who may change settings. */
export const listExports = defineQuery({
  name: 'exports',
  path: '/exports',
  needs: null,
  input: z.object({
    whose: z.enum(['own', 'all']).default('own'),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(item),
    titles: z.record(z.string(), z.string()).describe('Names of the users by id'),
    nextCursor: z.string().nullable(),
    quota: z
      .object({ most: z.int(), left: z.int() })
      .nullable()
      .describe('Rows the caller may take out within a day; null: as many as there are'),
  }),
})

/** One of one’s own exports. */
export const getExport = defineQuery({
  name: 'export.one',
  path: '/exports/:id',
  needs: null,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ item }),
})
