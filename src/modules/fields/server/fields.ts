import { isDeepStrictEqual } from 'node:util'
import { uuidv7 } from 'uuidv7'
import { computedTypeOf } from '../../../kernel/entities/computed-types.ts'
import { type CustomField, fieldOf } from '../../../kernel/entities/custom-model.ts'
import { type CustomType, customTypes, type StoredType } from '../../../kernel/entities/custom-types.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { getRecord, lockRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { checked, valueSchema } from '../../../server/records/validate.ts'
import { changeRecord, createRecords } from '../../../server/records/write.ts'
import { handle, type Values } from '../../../server/registry.ts'
import { columnNames } from '../column-names.ts'
import { archiveField, changeField, createField, mostFields, restoreField } from '../field.commands.ts'
import { customField } from '../field.entity.ts'
import { freeName } from '../free-name.ts'
import {
  addColumns,
  type Column,
  countChoices,
  countEmpty,
  createSequence,
  sharedValues,
} from './columns.queries.ts'
import { runningConversion } from './conversions.queries.ts'
import { lockModel, takenFields } from './definitions.queries.ts'
import { indexFieldJob } from './index-field.job.ts'
import { reindexFormulas } from './reindex-formulas.ts'
import { requireWhole } from './require-whole.ts'
import { settled } from './settled.ts'

export const createFieldHandler = handle(createField, async (ctx, input) => {
  await lockModel(ctx)
  const entity = extensible(ctx, input.entity)
  const { count, names: taken } = await takenFields(ctx, entity.name)
  if (count >= mostFields) fail('field.too-many', { max: mostFields })
  const isTaken = (name: string) => columnNames(name, input.type).some((one) => taken.includes(one))
  if (input.name && isTaken(input.name)) refuse('name', 'value.taken')
  const definition = define(ctx, {
    id: uuidv7(),
    entity: entity.name,
    name: input.name ?? freeName(input.names, isTaken),
    type: input.type,
    names: input.names,
    help: input.help,
    required: input.required,
    unique: input.unique,
    default: input.initial ?? null,
    options: input.options,
  })
  if (definition.unique && input.fill) refuse('fill', 'value.invalid')
  if (!computedTypeOf(definition.type)) {
    await addColumns(ctx, entity, columnOf(definition), input.fill ? definition.default : null)
    if (definition.type === 'autonumber') await createSequence(ctx, entity, columnOf(definition))
  }
  await createRecords(ctx, customField, [
    { id: definition.id, values: { ...valuesOf(definition), position: count }, extra: {} },
  ])
  await ctx.enqueue(indexFieldJob.name, { field: definition.id, isFilled: input.fill })
  return settled(ctx, definition)
})

export const changeFieldHandler = handle(changeField, async (ctx, { field: id, position, ...wanted }) => {
  const { row, before } = await lockField(ctx, id)
  const entity = ctx.registry.catalog.entity(before.entity)
  const after = define(ctx, {
    ...before,
    names: wanted.names ?? before.names,
    help: wanted.help === undefined ? before.help : wanted.help,
    required: wanted.required ?? before.required,
    unique: wanted.unique ?? before.unique,
    default: wanted.initial === undefined ? before.default : wanted.initial,
    options: wanted.options ?? before.options,
  })
  if (!computedTypeOf(after.type)) await requireHoldable(ctx, entity, before, after)
  await changeRecord(ctx, customField, row, {
    ...valuesOf(after),
    ...(position !== undefined && { position }),
  })
  if (after.unique !== before.unique) await ctx.enqueue(indexFieldJob.name, { field: id })
  if (computedTypeOf(after.type) && !isDeepStrictEqual(after.options, before.options)) {
    await ctx.enqueue(indexFieldJob.name, { field: id, isStale: true })
    await reindexFormulas(ctx, after)
  }
  return settled(ctx, after)
})

export const archiveFieldHandler = handle(archiveField, async (ctx, { field: id }) => {
  const { row, before } = await lockField(ctx, id)
  requireWhole(ctx, { without: id })
  await changeRecord(ctx, customField, row, { archivedAt: ctx.now.toISOString() })
  await ctx.enqueue(indexFieldJob.name, { field: id, isFilled: true })
  return settled(ctx, before)
})

export const restoreFieldHandler = handle(restoreField, async (ctx, { field: id }) => {
  const { row, before } = await lockField(ctx, id)
  if (computedTypeOf(before.type)) requireWhole(ctx, { definition: before })
  await changeRecord(ctx, customField, row, { archivedAt: null })
  await ctx.enqueue(indexFieldJob.name, { field: id, isFilled: true })
  return settled(ctx, before)
})

/** A noun that takes fields of the workspace's own. */
export function extensible(ctx: Ctx, name: string): Entity {
  const entity = ctx.registry.catalog.find(name)
  return entity?.extensible ? entity : refuse('entity', 'value.not-found')
}

/** The definition with its options and its initial value checked by its type. */
function define(ctx: Ctx, given: CustomField): CustomField {
  const type = computedTypeOf(given.type) ?? customTypes[given.type as StoredType]
  const options = checked(type.options, given.options)
  if ('problems' in options)
    fail(
      'input.invalid',
      {},
      options.problems.map((one) => ({ ...one, field: `options.${one.field}` })),
    )
  const definition = { ...given, options: options.value as Record<string, unknown> }
  if (definition.type === 'link' || definition.type === 'links') extensibleTarget(ctx, definition.options.to)
  if (computedTypeOf(definition.type)) return requireWhole(ctx, { definition })
  if (definition.unique && !uniqueTypes.includes(definition.type)) refuse('unique', 'value.invalid')
  if (definition.default != null) definition.default = initialOf(definition)
  return definition
}

/** Types whose values may be asked to differ from record to record. */
export const uniqueTypes: readonly CustomType[] = ['text', 'number', 'date', 'email', 'phone', 'url', 'link']

function extensibleTarget(ctx: Ctx, to: unknown): void {
  if (!ctx.registry.catalog.find(String(to))?.extensible) refuse('options.to', 'value.not-found')
}

function initialOf(definition: CustomField): unknown {
  const field = fieldOf(definition)
  if (field.type.name === 'ref' || field.type.name === 'refs') refuse('initial', 'value.invalid')
  const result = valueSchema(field).safeParse(definition.default)
  return result.success ? result.data : refuse('initial', 'value.invalid')
}

/** Refuses a change that what is stored would not obey, saying what stands in the way. */
async function requireHoldable(
  ctx: Ctx,
  entity: Entity,
  before: CustomField,
  after: CustomField,
): Promise<void> {
  const column = columnOf(after)
  if (after.required && !before.required) {
    const count = await countEmpty(ctx, entity, column)
    if (count > 0) fail('field.has-empty', { count })
  }
  if (after.unique && !before.unique) {
    const values = await sharedValues(ctx, entity, column)
    if (values.length > 0) fail('field.has-shared', { values: values.join(', ') })
  }
  const kept = (after.options.choices ?? []) as string[]
  const dropped = ((before.options.choices ?? []) as string[]).filter((key) => !kept.includes(key))
  if (dropped.length > 0) {
    const count = await countChoices(ctx, entity, column, dropped)
    if (count > 0) fail('field.choice-in-use', { count })
  }
}

/** The definition of a field, held for a change; none is changed while its values are being converted. */
export async function lockField(ctx: Ctx, id: string): Promise<{ row: StoredRecord; before: CustomField }> {
  await lockModel(ctx)
  const row = await lockRecord(ctx, customField, id, 'update')
  if (await runningConversion(ctx, id)) fail('field.converting')
  return { row, before: definitionOf(row) }
}

/** The definition of a field that is in use. */
export async function requireField(ctx: Ctx, id: string): Promise<CustomField> {
  const row = await getRecord(ctx, customField, id)
  if (row.archivedAt !== null) fail('record.not-found', { entity: customField.name })
  return definitionOf(row)
}

function definitionOf(row: StoredRecord): CustomField {
  const { id, entity, name, type, names, help, required, options } = row as StoredRecord & Values
  return {
    ...{ id, entity, name, type, names, help, required, options },
    unique: row.isUnique,
    default: row.initial,
  } as CustomField
}

function valuesOf({ id: _id, unique, default: initial, ...rest }: CustomField): Values {
  return { ...rest, isUnique: unique, initial: initial ?? null }
}

const columnOf = (definition: CustomField): Column => ({
  name: definition.name,
  field: fieldOf(definition),
})

export function refuse(field: string, error: FieldProblem['error']): never {
  fail('input.invalid', {}, [{ field, error }])
}
