import { uuidv7 } from 'uuidv7'
import { fail } from '../../../kernel/errors/errors.ts'
import { lockRecord } from '../../../server/records/read.ts'
import { changeRecord, createRecords } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { archiveObject, changeObject, createObject, mostObjects, restoreObject } from '../field.commands.ts'
import { customObject } from '../field.entity.ts'
import { freeName } from '../free-name.ts'
import { createTable } from './columns.queries.ts'
import { lockModel, takenObjects } from './definitions.queries.ts'
import { refuse } from './fields.ts'
import { requireWhole } from './require-whole.ts'
import { settled } from './settled.ts'

export const createObjectHandler = handle(createObject, async (ctx, { name: given, one, many }) => {
  await lockModel(ctx)
  const taken = await takenObjects(ctx)
  if (taken.length >= mostObjects) fail('object.too-many', { max: mostObjects })
  if (given && taken.includes(given)) refuse('name', 'value.taken')
  const name = given ?? freeName(one, (candidate) => taken.includes(candidate))
  await createTable(ctx, name)
  const id = uuidv7()
  const values = { name, one, many, position: taken.length }
  await createRecords(ctx, customObject, [{ id, values, extra: {} }])
  return settled(ctx, { id, name })
})

export const changeObjectHandler = handle(changeObject, async (ctx, { object: id, ...wanted }) => {
  await lockModel(ctx)
  const row = await lockRecord(ctx, customObject, id, 'update')
  const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  await changeRecord(ctx, customObject, row, changes)
  return settled(ctx, { id, name: String(row.name) })
})

export const archiveObjectHandler = handle(archiveObject, async (ctx, { object: id }) => {
  await lockModel(ctx)
  const row = await lockRecord(ctx, customObject, id, 'update')
  requireWhole(ctx, { withoutObject: String(row.name) })
  await changeRecord(ctx, customObject, row, { archivedAt: ctx.now.toISOString() })
  return settled(ctx, { id, name: String(row.name) })
})

export const restoreObjectHandler = handle(restoreObject, async (ctx, { object: id }) => {
  await lockModel(ctx)
  const row = await lockRecord(ctx, customObject, id, 'update')
  await changeRecord(ctx, customObject, row, { archivedAt: null })
  return settled(ctx, { id, name: String(row.name) })
})
