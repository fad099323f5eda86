import {
  mergeCommand,
  mergePreview,
  mergesOf,
  survivorOf,
  unmergeCommand,
} from '../../../kernel/commands/merge.ts'
import { type Entity, isMergeable, mostMerged } from '../../../kernel/entities/entity.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRightOn } from '../../../server/records/access.ts'
import { mergeRecords } from '../../../server/records/merge.ts'
import { isChosen } from '../../../server/records/merged-values.ts'
import { getRecord, type Titles } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { unmergeRecords } from '../../../server/records/unmerge.ts'
import { answer, handle } from '../../../server/registry.ts'
import { endOfWay, keptMerges, relatedCounts } from './merges.queries.ts'

export const mergeHandler = handle(mergeCommand, async (ctx, { entity: name, survivor, others, values }) => {
  const entity = mergeable(ctx, name)
  const ids = [survivor, ...others]
  if (new Set(ids).size !== ids.length) invalid('others')
  for (const [field, id] of Object.entries(values)) {
    const known = Object.hasOwn(entity.fields, field) ? entity.fields[field] : undefined
    if (!known || !isChosen(entity, field, known)) invalid(`values.${field}`, 'value.unknown-field')
    if (known.limit) invalid(`values.${field}`, 'value.not-editable')
    if (!ids.includes(id)) invalid(`values.${field}`)
  }
  const { moved } = await mergeRecords(ctx, entity, { survivor, others, choices: values })
  return { id: survivor, moved, event: ctx.act }
})

export const unmergeHandler = handle(unmergeCommand, async (ctx, { event }) => ({
  ...(await unmergeRecords(ctx, event)),
  event: ctx.act,
}))

export const previewAnswer = answer(mergePreview, async (ctx, { entity: name, id: first, others }) => {
  const entity = mergeable(ctx, name)
  const ids = [...new Set([first, ...others.split(',')])]
  if (ids.length < 2 || ids.length > mostMerged || ids.some((id) => !/^[0-9a-f-]{36}$/.test(id)))
    invalid('others')
  const titles: Titles = {}
  const records: StoredRecord[] = []
  for (const id of ids) {
    const { titles: named, ...record } = await getRecord(ctx, entity, id)
    Object.assign(titles, named)
    records.push(record)
  }
  const fields = Object.entries(entity.fields)
    .filter(
      ([field, declared]) =>
        isChosen(entity, field, declared) && !declared.limit && declared.type.name !== 'json',
    )
    .map(([field]) => field)
  return {
    records,
    titles,
    survivor: suggestSurvivor(records, fields),
    fields,
    moves: await relatedCounts(ctx, entity, ids),
    may: records.every((record) => may(ctx, entity, record)),
  }
})

export const mergesAnswer = answer(mergesOf, async (ctx, { entity: name, record }) => {
  await getRecord(ctx, mergeable(ctx, name), record)
  return { items: await keptMerges(ctx, record) }
})

export const survivorAnswer = answer(survivorOf, async (ctx, { entity: name, id }) => {
  const entity = mergeable(ctx, name)
  const end = (await endOfWay(ctx, entity, id)) ?? fail('record.not-found', { entity: name })
  const record = await getRecord(ctx, entity, end)
  return { id: end, title: String(record[entity.title] ?? '') }
})

function mergeable(ctx: Ctx, name: string): Entity {
  const entity = ctx.registry.catalog.find(name)
  return entity && isMergeable(entity) ? entity : invalid('entity', 'value.not-found')
}

function invalid(field: string, error = 'value.invalid'): never {
  return fail('input.invalid', {}, [{ field, error }])
}

/** Open before closed: the promise to the customer stays. Then the fullest, then the newest. */
function suggestSurvivor(records: readonly StoredRecord[], fields: readonly string[]): string {
  const filled = (record: StoredRecord) => fields.filter((name) => record[name] != null).length
  const [best] = [...records].sort(
    (one, other) =>
      Number(other.status === 'open') - Number(one.status === 'open') ||
      filled(other) - filled(one) ||
      String(other.updatedAt).localeCompare(String(one.updatedAt)),
  )
  return best!.id
}

function may(ctx: Ctx, entity: Entity, record: StoredRecord): boolean {
  try {
    requireRightOn(ctx, entity, 'update', record)
    requireRightOn(ctx, entity, 'delete', record)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}
