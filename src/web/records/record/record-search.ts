import { z } from 'zod'

/** What the address of a record says beside its id. */
export const recordSearch = z.object({
  /** `contact:<id>`: open in the side panel. */
  peek: z.string().optional(),
})
