import { fail } from '../../../kernel/errors/errors.ts'
import { mostRefs } from '../../../kernel/fields/types/refs.ts'
import { eachRecord } from '../../../server/records/each-record.ts'
import { writableEntity } from '../../../server/records/named-entity.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { changeTags } from '../tag.commands.ts'
import { ensureTags, requireNameable } from './ensure-tags.ts'
import { findTags } from './tags.queries.ts'

export const changeTagsHandler = handle(changeTags, async (ctx, { entity: name, ids, add, remove }) => {
  const entity = writableEntity(ctx, name)
  if (entity.fields.tags?.type.name !== 'refs')
    fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  const gone = new Set((await findTags(ctx, remove)).values())
  await requireNameable(ctx, add)
  let added: string[] | null = null
  return eachRecord(ctx, ids, async (id) => {
    const before = await lockRecord(ctx, entity, id, 'update')
    // Made with the first record that takes them, so that a call refused for every record leaves no new words.
    const named = added ?? (await ensureTags(ctx, add))
    const kept = ((before.tags as string[] | null) ?? []).filter((one) => !gone.has(one))
    const tags = [...new Set([...kept, ...named])]
    if (tags.length > mostRefs)
      fail('input.invalid', {}, [{ field: 'tags', error: 'value.out-of-range', params: { max: mostRefs } }])
    await changeRecord(ctx, entity, before, { tags: tags.length > 0 ? tags : null })
    added = named
  })
})
