import type { z } from 'zod'
import type { tagsInUse } from '../tag.commands.ts'

export type KnownTag = z.output<typeof tagsInUse.output>['items'][number] & { count: number }

/** A tag with the number of records that bear it. */
export function knownTag(item: Omit<KnownTag, 'count'>): KnownTag {
  return { ...item, count: Object.values(item.uses).reduce((sum, n) => sum + n, 0) }
}
