import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import { reasonsShape as reasons } from '../../kernel/commands/find-duplicates.ts'
import { repeats } from '../../kernel/commands/next-time.ts'
import { comparedKinds } from './rules.ts'

const kind = z.enum(comparedKinds)
const titles = z.record(z.string(), z.string())
const row = z.looseObject({ id: z.uuid(), version: z.int() })
const percent = z.int().min(50).max(100)

/** Pairs waiting for a decision, the likeliest first; only pairs of which the asker may see both. */
export const duplicateQueue = defineQuery({
  name: 'duplicates.queue',
  path: '/duplicates',
  needs: null,
  input: z.object({
    entity: kind,
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), score: z.number(), reasons, records: z.array(row) })),
    titles,
    nextCursor: z.string().nullable(),
    total: z.object({ count: z.int(), exact: z.boolean() }),
  }),
})

/** How many pairs wait for a decision, by kind; only pairs of which the asker may see both. */
export const duplicatesWaiting = defineQuery({
  name: 'duplicates.waiting',
  path: '/duplicates/waiting',
  needs: null,
  input: z.object({}),
  output: z.object({ counts: z.record(kind, z.int()).describe('Of each at most 1,000 are counted') }),
})

/** Says that two records are not one, for good, or takes that back. */
export const decideDuplicate = defineCommand({
  name: 'duplicates.decide',
  needs: null,
  input: z.strictObject({ id: z.uuid(), decision: z.enum(['distinct', 'open']) }),
  output: z.object({ id: z.uuid(), status: z.enum(['distinct', 'open']) }),
})

const scanEvery = z
  .enum(repeats)
  .nullable()
  .describe('How often all records are searched by themselves, at six in the morning; null: never')
const settings = z.object({ reviewFrom: percent, refuseFrom: percent, scanEvery })

/** How sure one must be, in percent, and how often all records are searched. */
export const duplicateSettings = defineQuery({
  name: 'duplicates.settings',
  path: '/duplicates/settings',
  needs: 'settings:update',
  input: z.object({}),
  output: settings,
})

/** Sets how sure one must be to show a pair for review and to refuse a new record, and how often all are searched. */
export const configureDuplicates = defineCommand({
  name: 'duplicates.configure',
  needs: 'settings:update',
  input: settings.partial().strict(),
  output: settings,
})

const scanState = z.object({
  id: z.uuid(),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  entity: kind,
  /** Of the whole, in thousandths. */
  progress: z.int(),
  compared: z.int(),
  found: z.int(),
  failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})

/** The search through all records: the one at work or the last. */
export const duplicateScan = defineQuery({
  name: 'duplicates.scan',
  path: '/duplicates/scan',
  needs: 'settings:update',
  input: z.object({}),
  output: z.object({ scan: scanState.nullable() }),
})

/** Begins to search all companies, contacts and open leads for duplicates, in the background. */
export const startScan = defineCommand({
  name: 'duplicates.startScan',
  needs: 'settings:update',
  input: z.strictObject({}),
  output: z.object({ id: z.uuid() }),
})

/** Stops the search; what it has found stays. */
export const cancelScan = defineCommand({
  name: 'duplicates.cancelScan',
  needs: 'settings:update',
  input: z.strictObject({}),
  output: z.object({}),
})
