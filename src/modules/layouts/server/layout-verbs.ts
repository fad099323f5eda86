import { uuidv7 } from 'uuidv7'
import type { LayoutConfig } from '../../../kernel/entities/layout-shape.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { lockRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord, createRecords, deleteRecord } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { lockModel } from '../../fields/server/index.ts'
import { resetLayout, saveLayout } from '../layout.commands.ts'
import { layout } from '../layout.entity.ts'
import { cleanLayout } from './clean-layout.ts'
import { findLayoutId } from './layouts.queries.ts'

export const saveLayoutHandler = handle(saveLayout, async (ctx, { entity: name, version, config }) => {
  const stored = await lockSeen(ctx, name, version)
  const entity = ctx.registry.catalog.entity(name)
  const cleaned = await cleanLayout(ctx, entity, config, stored && configOf(stored))
  if (stored) {
    const after = await changeRecord(ctx, layout, stored, { config: cleaned })
    return { id: after.id, version: after.version, event: ctx.act }
  }
  const id = uuidv7()
  await createRecords(ctx, layout, [{ id, values: { entity: name, config: cleaned }, extra: {} }])
  return { id, version: 1, event: ctx.act }
})

export const resetLayoutHandler = handle(resetLayout, async (ctx, { entity: name, version }) => {
  const stored = await lockSeen(ctx, name, version)
  if (!stored) fail('record.not-found', { entity: layout.name })
  await deleteRecord(ctx, layout, stored.id)
  return { event: ctx.act }
})

/** The kept layout of a noun, held until the act ends; refuses when it is not the one that was seen. */
async function lockSeen(ctx: Ctx, entity: string, version: number | null): Promise<StoredRecord | null> {
  if (!ctx.registry.catalog.find(entity)?.extensible)
    fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  // Two who lay out the same noun for the first time wait for one another here.
  await lockModel(ctx)
  const id = await findLayoutId(ctx, entity)
  const stored = id ? await lockRecord(ctx, layout, id, 'update') : null
  if ((stored?.version ?? null) !== version)
    fail('record.conflict', { current: stored && { version: stored.version, config: stored.config } })
  return stored
}

// Only what has passed the shape is ever written.
const configOf = ({ config }: StoredRecord) => config as LayoutConfig
