import { fail } from '../../../kernel/errors/errors.ts'
import { emit } from '../../../server/events/events.ts'
import { requireRightOn } from '../../../server/records/access.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { replaceListed } from '../../../server/records/replace-listed.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { writeChanges } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { mergeTags } from '../tag.commands.ts'
import { tag } from '../tag.entity.ts'

export const mergeTagsHandler = handle(mergeTags, async (ctx, { into, others }) => {
  const gone = [...new Set(others)]
  if (gone.includes(into)) fail('input.invalid', {}, [{ field: 'others', error: 'value.itself' }])
  const locked = new Map<string, StoredRecord>()
  // In a fixed order, so that two people merging the same tags do not deadlock.
  for (const id of [into, ...gone].sort()) locked.set(id, await lockRecord(ctx, tag, id, 'update'))
  for (const id of gone) requireRightOn(ctx, tag, 'delete', locked.get(id)!)
  const changed = await replaceListed(ctx, tag, gone, into)
  for (const id of gone) {
    const other = locked.get(id)!
    await writeChanges(ctx, tag, other, {}, ctx.now)
    emit(ctx, { kind: 'tag.deleted', entity: 'tag', recordId: id, data: { title: other.name, into } })
  }
  const names = gone.map((id) => locked.get(id)!.name)
  emit(ctx, { kind: 'tag.merged', entity: 'tag', recordId: into, data: { others: names, changed } })
  return { changed, event: ctx.act }
})
