import { changes } from '../../kernel/commands/changes.ts'
import { readFeed, visibleEvents } from '../events/feed.ts'
import { answer } from '../registry.ts'

/** Answers GET /changes: what has happened to records the actor may read. */
export const changesAnswer = answer(changes, async (ctx, { after, entities, limit }) => {
  const { events, cursor, more } = await readFeed(ctx, after, limit)
  const wanted = entities?.split(',').map((name) => name.trim())
  const asked = wanted ? events.filter(({ entity }) => wanted.includes(entity)) : events
  return { items: await visibleEvents(ctx, asked), cursor, more }
})
