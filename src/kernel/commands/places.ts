import { z } from 'zod'
import { defineCommand, defineQuery } from './command.ts'

/** Most records and views a person keeps as favourites. */
export const mostFavourites = 50

/** Records that are remembered as looked at last. */
export const mostRecent = 20

const entity = z.string().max(40)
const place = z.object({
  entity: z.string(),
  id: z.uuid(),
  title: z.string(),
  of: z.string().nullable().describe('Of a view: the kind of records it shows'),
})

/** The asker's favourites in his order, as far as he may still see them. */
export const favourites = defineQuery({
  name: 'favourite.list',
  path: '/favourites',
  needs: null,
  input: z.object({}),
  output: z.object({ items: z.array(place) }),
})

/** Marks a record or a saved view as a favourite, last in order, or takes the mark away. */
export const setFavourite = defineCommand({
  name: 'favourite.set',
  needs: null,
  input: z.strictObject({ entity, id: z.uuid(), isFavourite: z.boolean() }),
  output: z.object({ isFavourite: z.boolean() }),
})

/** Puts the asker's favourites in this order; those that are not named come after. */
export const orderFavourites = defineCommand({
  name: 'favourite.order',
  needs: null,
  input: z.strictObject({ ids: z.array(z.uuid()).min(1).max(mostFavourites) }),
  output: z.object({}),
})

/** The records the asker has looked at last, newest first, as far as he may still see them. */
export const recentRecords = defineQuery({
  name: 'recent.list',
  path: '/recent',
  needs: null,
  input: z.object({}),
  output: z.object({ items: z.array(place.extend({ at: z.iso.datetime() })) }),
})

/** Remembers that the asker has looked at a record. */
export const noteViewed = defineCommand({
  name: 'recent.note',
  needs: null,
  input: z.strictObject({ entity, id: z.uuid() }),
  output: z.object({}),
})
