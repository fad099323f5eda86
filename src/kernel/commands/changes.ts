import { z } from 'zod'
import { defineQuery } from './command.ts'

/** Something that happened to a record, as programs are told of it. */
const changeShape = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.string().describe('`deal.won`, `contact.updated`'),
  entity: z.string(),
  record: z.uuid(),
  actor: z.uuid().nullable().describe('Null: the system'),
  via: z.literal('api').nullable().describe('`api`: done by a program with a key of the actor'),
  event: z.uuid().describe('The act it is a part of; give it to records.undo'),
  data: z.record(z.string(), z.unknown()).describe('Particulars; `changes`: field → [before, after]'),
})
export type Change = z.input<typeof changeShape>

/**
 * What has happened since a place, in the order in which it was committed, without gaps and without repeats: each
 * answer names the place to ask from next. A page may hold fewer changes than asked for, or none, and still have more
 * after it.
 */
export const changes = defineQuery({
  name: 'changes',
  path: '/changes',
  needs: null,
  input: z.object({
    after: z
      .string()
      .max(200)
      .optional()
      .describe('`cursor` of the answer before; `start`: from the first that is kept; left out: from now on'),
    entities: z.string().max(500).optional().describe('Comma-separated kinds of records; left out: all'),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  output: z.object({ items: z.array(changeShape), cursor: z.string(), more: z.boolean() }),
})
