import {
  favourites,
  mostFavourites,
  noteViewed,
  orderFavourites,
  recentRecords,
  setFavourite,
} from '../../../kernel/commands/places.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { getRecord } from '../../../server/records/read.ts'
import { visibleTitles } from '../../../server/records/visible-titles.ts'
import { answer, handle, type ServerModule } from '../../../server/registry.ts'
import {
  addFavourite,
  dropFavourite,
  favouritesOf,
  nounsOfViews,
  type Place,
  recentOf,
  saveOrder,
  saveViewed,
} from './places.queries.ts'

const favouritesAnswer = answer(favourites, async (ctx) => ({
  items: await shown(ctx, await favouritesOf(ctx)),
}))

const recentAnswer = answer(recentRecords, async (ctx) => ({ items: await shown(ctx, await recentOf(ctx)) }))

const setHandler = handle(setFavourite, async (ctx, { entity, id, isFavourite }) => {
  if (isFavourite) {
    await requireSeen(ctx, { entity, id })
    if ((await addFavourite(ctx, { entity, id })) > mostFavourites)
      fail('favourite.too-many', { max: mostFavourites })
  } else await dropFavourite(ctx, id)
  return { isFavourite }
})

const orderHandler = handle(orderFavourites, async (ctx, { ids }) => {
  await saveOrder(ctx, ids)
  return {}
})

const noteHandler = handle(noteViewed, async (ctx, place) => {
  await requireSeen(ctx, place)
  await saveViewed(ctx, place)
  return {}
})

/** Ways back to what a person works with: what he has marked, and what he has looked at last. */
export const placesServer: ServerModule = {
  name: 'places',
  commands: [setHandler, orderHandler, noteHandler],
  queries: [favouritesAnswer, recentAnswer],
}

async function requireSeen(ctx: Ctx, { entity: name, id }: Place): Promise<void> {
  const entity = ctx.registry.catalog.find(name)
  if (!entity) return fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  await getRecord(ctx, entity, id)
}

/** With the titles of today; what the actor may not see any more is left out, and one named twice stands once. */
async function shown<One extends Place>(ctx: Ctx, places: readonly One[]) {
  const titles = await visibleTitles(ctx, places)
  const views = places.filter(({ entity }) => entity === 'view').map(({ id }) => id)
  const nouns = views.length > 0 ? await nounsOfViews(ctx, views) : new Map<string, string>()
  const seen = new Set<string>()
  return places.flatMap((place) => {
    const title = titles.get(place.id)
    if (title === undefined || seen.has(place.id)) return []
    seen.add(place.id)
    return [{ ...place, title, of: nouns.get(place.id) ?? null }]
  })
}
