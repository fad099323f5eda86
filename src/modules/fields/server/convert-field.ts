import { uuidv7 } from 'uuidv7'
import { becomes, isLeading } from '../../../kernel/entities/conversions.ts'
import type { CustomField } from '../../../kernel/entities/custom-model.ts'
import { customTypes } from '../../../kernel/entities/custom-types.ts'
import { columnOf } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { getRecord } from '../../../server/records/read.ts'
import { checked } from '../../../server/records/validate.ts'
import { answer, handle } from '../../../server/registry.ts'
import {
  cancelConversion,
  conversionDays,
  convertField,
  fieldConversion,
  type Reading,
  undoConversion,
} from '../conversion.commands.ts'
import { customField } from '../field.entity.ts'
import { addColumns } from './columns.queries.ts'
import {
  addMark,
  type ConversionRow,
  columnNow,
  columnUnder,
  countFilled,
  dropMark,
  insertConversion,
  lastConversion,
  lastDone,
  lockConversion,
  runningConversion,
  saveConversion,
} from './conversions.queries.ts'
import { convertFieldJob } from './convert-field.job.ts'
import { lockField, refuse, uniqueTypes } from './fields.ts'
import { requireWhole } from './require-whole.ts'
import { tellerOf } from './tell-converted.ts'

export const convertFieldHandler = handle(convertField, async (ctx, input) => {
  const { row, before } = await lockField(ctx, input.field)
  if (row.archivedAt !== null) fail('record.not-found', { entity: 'customField' })
  if (before.required && input.onFailure === 'empty') refuse('onFailure', 'value.invalid')
  const after = requireWhole(ctx, { definition: definitionAs(ctx, before, input) })
  const id = uuidv7()
  const toColumn = `${before.name.slice(0, 36)}_${id.slice(-12)}`
  const { table } = ctx.registry.catalog.entity(before.entity)
  const to = columnUnder(after, toColumn)
  await addColumns(ctx, ctx.registry.catalog.entity(before.entity), to, null)
  return begin(ctx, {
    ...{ id, table, was: before, becomes: after, toColumn, undoes: null },
    ...{ reading: input.reading, onFailure: input.onFailure },
  })
})

export const undoConversionHandler = handle(undoConversion, async (ctx, { field }) => {
  const { row, before } = await lockField(ctx, field)
  if (row.archivedAt !== null) fail('record.not-found', { entity: 'customField' })
  const last = await lastDone(ctx, field)
  if (!last?.formerColumn || !isUndoable(ctx, last)) fail('record.not-found', { entity: 'conversion' })
  // What the field is called and asked for stays; what goes with its type is as it was.
  const { type, options, unique, default: initial } = last.was
  const after = { ...before, type, options, unique, default: initial }
  requireWhole(ctx, { definition: after })
  return begin(ctx, {
    ...{ id: uuidv7(), table: last.table, was: before, becomes: after, toColumn: last.formerColumn },
    ...{ undoes: last.id, reading: last.reading, onFailure: 'empty' },
  })
})

async function begin(
  ctx: Ctx,
  run: Pick<
    ConversionRow,
    'id' | 'table' | 'was' | 'becomes' | 'toColumn' | 'undoes' | 'reading' | 'onFailure'
  >,
): Promise<{ id: string }> {
  const entity = ctx.registry.catalog.entity(run.was.entity)
  const from = await columnNow(ctx, run.was)
  const { filled } = await countFilled(ctx, entity, from)
  const fromColumn = columnOf(from.name, from.field)
  const ground = { table: run.table, from, to: columnUnder(run.becomes, run.toColumn) }
  // One that an interrupted conversion has left would pass rows off as done.
  await dropMark(ctx.tx, ground)
  await addMark(ctx.tx, ground)
  await insertConversion(ctx, { ...run, field: run.was.id, fromColumn, total: filled })
  await ctx.enqueue(convertFieldJob.name, { id: run.id })
  return { id: run.id }
}

export const cancelConversionHandler = handle(cancelConversion, async (ctx, { field }) => {
  const id = (await runningConversion(ctx, field)) ?? fail('record.not-found', { entity: 'conversion' })
  const { status } = await lockConversion(ctx, id)
  if (status === 'running') await saveConversion(ctx, id, { status: 'cancelled', finishedAt: ctx.now })
  // It tidies up, also where the job that was to do it has given up.
  await ctx.enqueue(convertFieldJob.name, { id })
  return { id }
})

export const fieldConversionAnswer = answer(fieldConversion, async (ctx, { id: field }) => {
  await getRecord(ctx, customField, field)
  const last = await lastConversion(ctx, field)
  if (!last) return { item: null }
  const { id, status, total, filled, emptied, failure, startedAt, finishedAt } = last
  const done = status === 'done' ? last : await lastDone(ctx, field)
  const until = done && isUndoable(ctx, done) && status !== 'running' ? endOf(done) : null
  return {
    item: {
      ...{ id, status, total, filled, emptied, failure },
      from: last.was.type as never,
      to: last.becomes.type as never,
      undoes: last.undoes !== null,
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: finishedAt && new Date(finishedAt).toISOString(),
      undoableUntil: until,
    },
  }
})

const endOf = ({ finishedAt }: ConversionRow) =>
  new Date(Date.parse(String(finishedAt)) + conversionDays * 86_400_000).toISOString()

const isUndoable = ({ now }: Ctx, one: ConversionRow) =>
  !one.isDropped && one.formerColumn !== null && Date.parse(endOf(one)) > now.getTime()

/** The definition with another type, its options checked, and its initial value converted where that is possible. */
export function definitionAs(
  ctx: Ctx,
  before: CustomField,
  wanted: { type: CustomField['type']; options?: Record<string, unknown>; reading: Reading },
): CustomField {
  const { type, reading } = wanted
  if (!becomes(before.type).includes(type as never)) refuse('type', 'value.invalid')
  const isChoice = type === 'choice' || type === 'multiChoice'
  const given =
    wanted.options ??
    (isChoice ? { choices: before.options.choices ?? [], names: before.options.names ?? {} } : {})
  const options = isLeading(type) && isLeading(before.type) ? { to: before.options.to } : given
  const after = { ...before, type, options: optionsFor(type, options, reading.addChoices && isChoice) }
  after.unique = before.unique && uniqueTypes.includes(type)
  const told =
    before.default == null
      ? null
      : tellerOf(ctx, { was: before, becomes: after, reading })(before.default, null)
  after.default = told?.ok ? told.value : null
  return after
}

/** The choices of a field that takes them from its values may be none at first. */
function optionsFor(
  type: CustomField['type'],
  given: Record<string, unknown>,
  mayBeEmpty: boolean,
): Record<string, unknown> {
  if (mayBeEmpty && Array.isArray(given.choices) && given.choices.length === 0)
    return { choices: [], names: {} }
  const shape = customTypes[type as keyof typeof customTypes].options
  const options = checked(shape, given)
  if ('value' in options) return structuredClone(options.value) as Record<string, unknown>
  fail(
    'input.invalid',
    {},
    options.problems.map((one) => ({ ...one, field: `options.${one.field}` })),
  )
}
