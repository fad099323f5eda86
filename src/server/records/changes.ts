import { changes } from '../../kernel/commands/changes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { readFeed, visibleEvents } from '../events/feed.ts'
import { answer } from '../registry.ts'

/** Answers GET /changes: what has happened to records the actor may read. */
export const changesAnswer = answer(changes, async (ctx, { after, entities, limit }) => {
  const wanted = entities?.split(',').map((name) => name.trim())
  // `contacts` for `contact` would be told nothing for ever.
  const unknown = wanted?.find((name) => !ctx.registry.catalog.find(name))
  if (unknown !== undefined)
    fail('input.invalid', {}, [{ field: 'entities', error: 'value.not-found', params: { value: unknown } }])
  const { events, cursor, more } = await readFeed(ctx, after, limit)
  const asked = wanted ? events.filter(({ entity }) => wanted.includes(entity)) : events
  return { items: await visibleEvents(ctx, asked), cursor, more }
})
