import { z } from 'zod'
import { mostMerged } from '../entities/entity.ts'
import { defineCommand, defineQuery } from './command.ts'

const entity = z.string().max(40)
const row = z.looseObject({ id: z.uuid(), version: z.int() })
const named = z.object({ id: z.uuid(), title: z.string() })

/**
 * Makes one record of two to five. `values` names, by field, the record whose value is taken; other fields keep the
 * survivor's value, or take the newest there is where it has none. What led to the others leads to the survivor, their
 * stories are told on its timeline, they go to the recycle bin. Undone as a whole, or taken apart later by `records.unmerge`.
 */
export const mergeCommand = defineCommand({
  name: 'records.merge',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({
    entity,
    survivor: z.uuid(),
    others: z
      .array(z.uuid())
      .min(1)
      .max(mostMerged - 1),
    values: z.record(z.string().max(80), z.uuid()).default({}),
  }),
  output: z.object({ id: z.uuid(), moved: z.record(z.string(), z.int()), event: z.uuid() }),
})

/** Takes a merge apart; what has been changed since stays as it is now. Names the survivor's fields that were. */
export const unmergeCommand = defineCommand({
  name: 'records.unmerge',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({ event: z.uuid() }),
  output: z.object({ kept: z.array(z.string()), event: z.uuid() }),
})

/** What a merge would be: the records, the values suggested and what would move. */
export const mergePreview = defineQuery({
  name: 'merges.preview',
  path: '/merges/preview',
  needs: null,
  input: z.object({
    entity,
    id: z.uuid(),
    others: z.string().max(200).describe('Ids of one to four more records, comma-separated'),
  }),
  output: z.object({
    records: z.array(row),
    titles: z.record(z.string(), z.string()),
    survivor: z.uuid().describe('Suggested: open before closed, then the fullest, then the newest'),
    fields: z.array(z.string()).describe('Fields one can choose the value of'),
    moves: z.array(z.object({ entity: z.string(), from: z.uuid(), count: z.int() })),
    may: z.boolean(),
  }),
})

/** What has gone into a record and can still be taken apart, the latest first. */
export const mergesOf = defineQuery({
  name: 'merges.of',
  path: '/merges',
  needs: null,
  input: z.object({ entity, record: z.uuid() }),
  output: z.object({
    items: z.array(z.object({ event: z.uuid(), at: z.iso.datetime(), others: z.array(named) })),
  }),
})

/** The record a merged one has gone into. */
export const survivorOf = defineQuery({
  name: 'merges.survivor',
  path: '/merges/survivor',
  needs: null,
  input: z.object({ entity, id: z.uuid() }),
  output: named,
})
