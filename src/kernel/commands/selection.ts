import { z } from 'zod'

/** Records a request may name one by one; beyond, it says what they have in common. */
export const mostNamed = 5000

/** Records one export or mass change may be about. */
export const mostSelected = 1_000_000

/** All that a list shows with this filter and search; nothing said: all there are. */
export const listShape = z.strictObject({
  filter: z.unknown().optional().describe('Filter tree, as lists take it'),
  q: z.string().max(200).optional().describe('Words to find'),
})

/** Records by id, or all that a list shows with this filter and search; nothing said: all there are. */
export const selectionShape = listShape
  .extend({ ids: z.array(z.uuid()).min(1).max(mostNamed).optional() })
  .refine(({ ids, filter, q }) => !ids || (filter === undefined && q === undefined), { path: ['ids'] })
export type RecordSelection = z.output<typeof selectionShape>
