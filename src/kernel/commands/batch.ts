import { z } from 'zod'
import { defineCommand } from './command.ts'

/** Items one call may hold. */
const largestBatch = 500

/** What a new lead or deal may say about its first step; the stage suggests what is left out. */
export const nextStepShape = z.strictObject({
  kind: z.uuid().optional(),
  dueAt: z.iso.datetime({ offset: true }).optional(),
  owner: z.uuid().optional(),
  title: z.string().trim().min(1).max(300).optional(),
})

const entity = z.string().max(40).describe('Name of the kind of record: `contact`')
const values = z.record(z.string(), z.unknown())
const atomic = z
  .boolean()
  .default(false)
  .describe('True: one item that is refused refuses all. False: the others are written')

const output = z.object({
  done: z.int(),
  items: z
    .array(
      z.object({
        index: z.int(),
        result: z.enum(['created', 'updated', 'unchanged', 'deleted']),
        id: z.uuid(),
        version: z.int().nullable().describe('Null: the record is gone'),
      }),
    )
    .describe('What was written, by place in the call'),
  failed: z
    .array(
      z.object({
        index: z.int(),
        code: z.string(),
        params: z.record(z.string(), z.unknown()),
        problems: z.array(
          z.object({
            field: z.string(),
            error: z.string(),
            params: z.record(z.string(), z.unknown()).optional(),
          }),
        ),
      }),
    )
    .describe('What was refused, by place in the call, and left nothing behind'),
  event: z.uuid().describe('Give it to records.undo: it takes the whole call back'),
})
export type BatchAnswer = z.input<typeof output>

/** Creates, changes and deletes many records of one kind in one act. */
export const batch = defineCommand({
  name: 'records.batch',
  needs: null,
  input: z.strictObject({
    entity,
    atomic,
    items: z
      .array(
        z.discriminatedUnion('op', [
          z.strictObject({ op: z.literal('create'), values, nextStep: nextStepShape.optional() }),
          z.strictObject({
            op: z.literal('update'),
            id: z.uuid(),
            version: z.int().nullable().default(null),
            changes: values,
          }),
          z.strictObject({ op: z.literal('delete'), id: z.uuid() }),
        ]),
      )
      .min(1)
      .max(largestBatch),
  }),
  output,
})

/** Changes the records that have these keys and creates those there are none of. */
export const upsert = defineCommand({
  name: 'records.upsert',
  needs: null,
  input: z.strictObject({
    entity,
    by: z
      .string()
      .max(60)
      .describe('A field whose values belong to one record: `externalId`, `email`, `phone`'),
    atomic,
    items: z
      .array(
        z.strictObject({
          key: z.string().min(1).max(500),
          values,
          nextStep: nextStepShape.optional().describe('Of a record that is created'),
        }),
      )
      .min(1)
      .max(largestBatch),
  }),
  output,
})
