import { z } from 'zod'
import { defineCommand, defineQuery } from './command.ts'

const entityName = z.string().max(40)
const ids = z.array(z.uuid()).min(1).max(1000)
const bulkOutput = z.object({
  done: z.int(),
  failed: z.array(z.object({ id: z.uuid(), code: z.string(), params: z.record(z.string(), z.unknown()) })),
  event: z.uuid(),
})

/** Days in which what was done can be undone. */
export const undoDays = 30

/** Puts back everything an act changed, as long as nobody has changed it since. */
export const undo = defineCommand({
  name: 'records.undo',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({ event: z.uuid() }),
  output: z.object({}),
})

/** Takes a record out of the recycle bin. */
export const restore = defineCommand({
  name: 'records.restore',
  needs: null,
  input: z.strictObject({ entity: entityName, id: z.uuid() }),
  output: z.object({ event: z.uuid() }),
})

/** Gives many records the same values; those that cannot take them are named and left as they are. */
export const updateMany = defineCommand({
  name: 'records.updateMany',
  needs: null,
  input: z.strictObject({ entity: entityName, ids, changes: z.record(z.string(), z.unknown()) }),
  output: bulkOutput,
})

/** Moves many records to the recycle bin; those that may not go are named and stay. */
export const deleteMany = defineCommand({
  name: 'records.deleteMany',
  needs: null,
  input: z.strictObject({ entity: entityName, ids }),
  output: bulkOutput,
})

const titles = z.record(z.string(), z.string())

/** What happened to a record and to those shown on its timeline, newest first. */
export const timeline = defineQuery({
  name: 'records.timeline',
  path: '/timeline',
  needs: null,
  input: z.object({
    entity: entityName,
    record: z.uuid(),
    cursor: z.string().max(200).optional(),
    kinds: z.string().max(500).optional().describe('Comma-separated kinds of events, or their entities'),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        actor: z.uuid().nullable(),
        via: z
          .enum(['api', 'import', 'bulk'])
          .nullable()
          .describe('`api`: done by a program with a key of the actor'),
        kind: z.string(),
        subject: z.object({ entity: z.string(), id: z.uuid(), title: z.string() }),
        data: z.record(z.string(), z.unknown()),
        note: z.object({ text: z.string(), kind: z.string(), isPinned: z.boolean() }).nullable(),
      }),
    ),
    titles,
    nextCursor: z.string().nullable(),
  }),
})

/** Places in a text, each from and until. */
const marks = z.array(z.tuple([z.int(), z.int()]))

/** Records of any kind the words are found in, best first. */
export const search = defineQuery({
  name: 'records.search',
  path: '/search',
  needs: null,
  input: z.object({
    q: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({
    items: z.array(
      z.object({
        entity: z.string(),
        id: z.uuid(),
        title: z.string(),
        titleMarks: marks.describe('Where the title holds the words'),
        subtitle: z.string().nullable(),
        found: z
          .object({ field: z.string(), text: z.string(), marks })
          .nullable()
          .describe('The field the words were found in, where the title does not hold them all'),
        of: z
          .object({ entity: z.string(), id: z.uuid(), title: z.string() })
          .nullable()
          .describe('The record it belongs to, for what has no page of its own'),
      }),
    ),
    shownFor: z
      .string()
      .nullable()
      .describe('The words as they were understood, where nothing was found for them as typed'),
  }),
})
