import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { mostRefs } from '../../../kernel/fields/types/refs.ts'
import type { Ctx } from '../../../server/context.ts'
import { eachRecord } from '../../../server/records/each-record.ts'
import { writableEntity } from '../../../server/records/named-entity.ts'
import { lockRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { changeTags } from '../tag.commands.ts'
import { ensureTags, requireNameable } from './ensure-tags.ts'
import { findTags } from './tags.queries.ts'

export const changeTagsHandler = handle(changeTags, async (ctx, { entity: name, ids, add, remove }) => {
  const entity = writableEntity(ctx, name)
  if (!bearsTags(entity)) fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  const gone = new Set((await findTags(ctx, remove)).values())
  await requireNameable(ctx, add)
  let added: string[] | null = null
  return eachRecord(ctx, ids, async (id) => {
    const before = await lockRecord(ctx, entity, id, 'update')
    // Made with the first record that takes them, so that a call refused for every record leaves no new words.
    const named = added ?? (await ensureTags(ctx, add))
    await retag(ctx, entity, before, { add: named, remove: gone })
    added = named
  })
})

/** Gives a record that is locked and may be changed these tags and takes others from it. */
async function retag(
  ctx: Ctx,
  entity: Entity,
  before: StoredRecord,
  change: TagChange,
): Promise<StoredRecord> {
  return changeRecord(ctx, entity, before, { tags: tagsAfter(before, change) })
}

/** Tags by id: given and taken. */
export interface TagChange {
  add: readonly string[]
  remove: ReadonlySet<string>
}

/** The tags a record bears after a change, null for none. Fails where they are more than a record may bear. */
export function tagsAfter(before: StoredRecord, { add, remove }: TagChange): string[] | null {
  const kept = ((before.tags as string[] | null) ?? []).filter((one) => !remove.has(one))
  const tags = [...new Set([...kept, ...add])]
  if (tags.length > mostRefs)
    fail('input.invalid', {}, [{ field: 'tags', error: 'value.out-of-range', params: { max: mostRefs } }])
  return tags.length > 0 ? tags : null
}

/** Whether records of a kind bear tags. */
export const bearsTags = ({ fields }: Entity): boolean => fields.tags?.type.name === 'refs'
