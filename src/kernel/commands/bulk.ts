import { z } from 'zod'
import { defineCommand, defineQuery } from './command.ts'
import { selectionShape } from './selection.ts'
import { tagNames } from './tag-names.ts'

/** Up to so many records are changed before the request is answered. */
export const bulkAtOnce = 200

/** What is done to each of the records. */
const bulkActShape = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('edit'), changes: z.record(z.string().max(80), z.unknown()) })
    .describe('Gives fields values; null empties one'),
  z
    .strictObject({ kind: z.literal('assign'), owner: z.uuid() })
    .describe('Another owner; an open step goes along'),
  z.strictObject({ kind: z.literal('move'), stage: z.uuid() }).describe('Leads and deals: another stage'),
  z
    .strictObject({
      kind: z.literal('step'),
      next: z
        .strictObject({
          kind: z.uuid().optional(),
          dueAt: z.iso.datetime({ offset: true }).optional(),
          owner: z.uuid().optional(),
          title: z.string().trim().min(1).max(300).optional(),
        })
        .refine((next) => Object.values(next).some((value) => value !== undefined)),
    })
    .describe('Leads and deals: what their open step is to be'),
  z
    .strictObject({ kind: z.literal('tag'), add: tagNames, remove: tagNames })
    .refine(({ add, remove }) => add.length + remove.length > 0)
    .describe('Tags by name: given and taken; one that is not there is made'),
  z.strictObject({ kind: z.literal('delete') }).describe('To the recycle bin'),
])
export type BulkAct = z.output<typeof bulkActShape>

const bulkStatuses = ['running', 'done', 'failed', 'cancelled', 'undoing', 'undone'] as const
export type BulkStatus = (typeof bulkStatuses)[number]

const entity = z.string().max(40).describe('Name of the kind of record: `contact`')
const counts = {
  total: z.int(),
  changed: z.int(),
  unchanged: z.int().describe('Were already as wanted'),
  refused: z.int(),
}
const params = z.record(z.string(), z.unknown())
const refusal = z.object({
  id: z.uuid(),
  code: z.string(),
  params,
  problems: z.array(z.object({ field: z.string(), error: z.string(), params: params.optional() })),
})
export type BulkRefusal = z.output<typeof refusal>

/** Counts the records a change of many would be about, and how many of them the caller may change. */
export const previewBulk = defineCommand({
  name: 'bulk.preview',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({ entity, selection: selectionShape, act: bulkActShape }),
  output: z.object({
    total: z.int().describe('Exactly'),
    allowed: z.int().describe('Of these, those the caller’s rights reach; the others stay as they are'),
  }),
})

/**
 * Changes many records in one go that is followed, cancelled and undone as one. Few are changed before the answer,
 * more in the background. The records are those that are there when it begins.
 */
export const startBulk = defineCommand({
  name: 'bulk.start',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({
    entity,
    selection: selectionShape,
    act: bulkActShape,
    expect: z
      .int()
      .min(1)
      .optional()
      .describe('What `bulk.preview` counted: with another count it is refused and nothing begins'),
  }),
  output: z.object({
    id: z.uuid(),
    status: z.enum(bulkStatuses),
    ...counts,
    failed: z.array(refusal).describe('Those that refused, of a change that is done with the answer'),
    event: z
      .uuid()
      .nullable()
      .describe('Of a change that is done with the answer: records.undo takes it back'),
  }),
})

const one = z.strictObject({ id: z.uuid() })
const answered = z.object({ id: z.uuid(), status: z.enum(bulkStatuses) })

/** Stops a change after the records in hand; what is changed stays, and can be undone. */
export const cancelBulk = defineCommand({ name: 'bulk.cancel', needs: null, input: one, output: answered })

/** Takes a whole change back, except records somebody has changed since. */
export const undoBulk = defineCommand({
  name: 'bulk.undo',
  mayTakeLong: true,
  needs: null,
  input: one,
  output: answered,
})

const run = z.object({
  id: z.uuid(),
  entity: z.string(),
  act: bulkActShape,
  status: z.enum(bulkStatuses),
  ...counts,
  done: z.int().describe('Records dealt with so far'),
  undone: z.int(),
  kept: z.int().describe('Were changed by somebody since, and stayed when it was undone'),
  failure: z.object({ code: z.string(), params }).nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type BulkRun = z.output<typeof run>

const titles = z.record(z.string(), z.string()).describe('Names of what the acts speak of, by id')

/** One’s own changes of many records, the newest first. */
export const bulkRuns = defineQuery({
  name: 'bulk.runs',
  path: '/bulk-runs',
  needs: null,
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ items: z.array(run), titles }),
})

/** One change of many records, with the reasons why records refused. */
export const bulkRun = defineQuery({
  name: 'bulk.run',
  path: '/bulk-runs/:id',
  needs: null,
  input: one,
  output: z.object({
    item: run,
    titles,
    reasons: z.array(z.object({ code: z.string(), records: z.int() })).describe('The most frequent first'),
  }),
})

/** The records that refused, each with the reason. */
export const bulkRefusals = defineQuery({
  name: 'bulk.refusals',
  path: '/bulk-runs/:id/refusals',
  needs: null,
  input: z.strictObject({
    id: z.uuid(),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(refusal.extend({ title: z.string().nullable().describe('Null: cannot be seen') })),
    nextCursor: z.string().nullable(),
  }),
})
