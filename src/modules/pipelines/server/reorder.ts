import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { reorder } from '../pipeline.commands.ts'

export const reorderHandler = handle(reorder, async (ctx, { entity: name, ids }) => {
  const entity = ctx.registry.catalog.entity(name)
  const places = [...new Set(ids)].map((id, position) => ({ id, position }))
  // A fixed order of locks, so that two people ordering the same list do not deadlock.
  for (const { id, position } of places.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    await changeRecord(ctx, entity, await lockRecord(ctx, entity, id, 'update'), { position })
  return { event: ctx.act }
})
