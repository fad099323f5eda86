import { scopeOf } from '../../../kernel/access/rights.ts'
import { listRecords } from '../../../server/records/list.ts'
import { replaceListed } from '../../../server/records/replace-listed.ts'
import { answer, type ServerModule } from '../../../server/registry.ts'
import { tagsInUse } from '../tag.commands.ts'
import { mostTags, type TagColour, tag } from '../tag.entity.ts'
import { changeTagsHandler } from './change-tags.ts'
import { tagHooks } from './ensure-tags.ts'
import { mergeTagsHandler } from './merge-tags.ts'
import { usesOf } from './tags.queries.ts'

export { bearsTags, tagsAfter } from './change-tags.ts'
export { createWords, draftTag, ensureTags, requireNameable } from './ensure-tags.ts'
export { findTags } from './tags.queries.ts'

const inUseAnswer = answer(tagsInUse, async (ctx) => {
  const { items } = await listRecords(ctx, tag, { sort: ['name'], limit: mostTags, counted: false })
  const uses = new Map<string, Record<string, number>>(items.map(({ id }) => [id, {}]))
  for (const entity of ctx.registry.entities) {
    if (!entity.fields.tags || scopeOf(ctx.actor, entity.rightsObject, 'read') === 'no') continue
    for (const { tag: id, count } of await usesOf(ctx, entity)) {
      const known = uses.get(id)
      if (known) known[entity.name] = count
    }
  }
  return {
    items: items.map(({ id, version, name, colour, isArchived }) => ({
      id,
      version,
      name: name as string,
      colour: colour as TagColour,
      isArchived: isArchived === true,
      uses: uses.get(id)!,
    })),
  }
})

/** Words that sort records of all kinds: added where they are needed, kept in order in Settings. */
export const tagsServer: ServerModule = {
  name: 'tags',
  entities: [tag],
  hooks: [
    {
      ...tagHooks,
      // A tag that goes leaves the records that bear it; undoing brings both back.
      async beforeDelete(ctx, entity, { id }) {
        await replaceListed(ctx, entity, [id], null)
        return {}
      },
    },
  ],
  commands: [changeTagsHandler, mergeTagsHandler],
  queries: [inUseAnswer],
}
