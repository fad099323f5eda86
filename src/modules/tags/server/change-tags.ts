import { fail } from '../../../kernel/errors/errors.ts'
import { mostRefs } from '../../../kernel/fields/types/refs.ts'
import { eachRecord } from '../../../server/records/each-record.ts'
import { writableEntity } from '../../../server/records/named-entity.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { changeTags } from '../tag.commands.ts'
import { ensureTags } from './ensure-tags.ts'
import { findTags } from './tags.queries.ts'

export const changeTagsHandler = handle(changeTags, async (ctx, { entity: name, ids, add, remove }) => {
  const entity = writableEntity(ctx, name)
  if (entity.fields.tags?.type.name !== 'refs')
    fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  const gone = new Set((await findTags(ctx, remove)).values())
  const added = await ensureTags(ctx, add)
  return eachRecord(ctx, ids, async (id) => {
    const before = await lockRecord(ctx, entity, id, 'update')
    const kept = ((before.tags as string[] | null) ?? []).filter((one) => !gone.has(one))
    const tags = [...new Set([...kept, ...added])]
    if (tags.length > mostRefs)
      fail('input.invalid', {}, [{ field: 'tags', error: 'value.out-of-range', params: { max: mostRefs } }])
    await changeRecord(ctx, entity, before, { tags: tags.length > 0 ? tags : null })
  })
})
