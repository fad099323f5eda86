import { z } from 'zod'
import { defineQuery } from './command.ts'

/** Why two records look alike: `phone.same`, the field, and how many bits it says for or against, the weightiest first. */
export const reasonsShape = z.array(z.object({ code: z.string(), field: z.string(), weight: z.number() }))

/** A record that a new one looks like. */
const likenessShape = z.object({
  entity: z.string(),
  id: z.uuid(),
  title: z.string(),
  score: z.number().describe('Probability that the two are one'),
  isStrong: z.boolean().describe('A creation with `duplicates=refuse` is refused because of it'),
  reasons: reasonsShape,
})

/** Records a new one looks like, the likeliest first; only those the asker may see. */
export const findDuplicates = defineQuery({
  name: 'duplicates.find',
  path: '/duplicates/find',
  needs: null,
  input: z.object({
    entity: z.enum(['company', 'contact', 'lead']),
    values: z.string().max(20_000).describe('Fields of the new record as JSON'),
  }),
  output: z.object({ items: z.array(likenessShape) }),
})
