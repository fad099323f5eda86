import { z } from 'zod'
import { defineQuery } from './command.ts'

/** Colleagues whose names begin so, for a mention on this record, and whether each may see it. */
export const mentionable = defineQuery({
  name: 'mention.people',
  path: '/mentions/people',
  needs: null,
  input: z.object({
    entity: z.string().max(40),
    record: z.uuid(),
    q: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), mayRead: z.boolean() })) }),
})
