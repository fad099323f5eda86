import { computedTypeOf } from '../../../kernel/entities/computed-types.ts'
import { type CustomField, fieldOf } from '../../../kernel/entities/custom-model.ts'
import { getRecord, lockRecord } from '../../../server/records/read.ts'
import { indexNext } from '../../../server/records/search-index.ts'
import { changeRecord } from '../../../server/records/write.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { customField } from '../field.entity.ts'
import { type Column, formulaIndexOf, indexesOf, numberSome } from './columns.queries.ts'
import { countUpModel } from './definitions.queries.ts'

/** Builds the indexes a field is found by, beside everybody's work; the one that keeps it unique comes and goes with that wish. */
export const indexFieldJob: JobHandler = {
  name: 'fields.index',
  async run({ payload, ctx }) {
    const found = await definitionOf(ctx, String(payload.field))
    if (!found) return
    const { table, definition, one } = found
    if (!one) return ctx.keepIndexes(table, { wanted: [], known: [formulaIndexOf(definition.id)] })
    const known = one.field.computed
      ? [formulaIndexOf(definition.id)]
      : indexesOf(definition.id, one, true).map(({ name }) => name)
    const wanted = indexesOf(definition.id, one, definition.unique)
    const isNumbered = await numberAll(ctx, definition, one)
    // Values that came or went with the field itself, and not with a record.
    const isSearched = one.field.search || payload.wasSearched === true
    if (isSearched && (payload.isFilled === true || isNumbered)) await searchAnew(ctx, definition.entity)
    try {
      // Of a formula that is another one now, or reads columns that others have taken the place of.
      if (payload.isStale === true) await ctx.keepIndexes(table, { wanted: [], known })
      await ctx.keepIndexes(table, { wanted, known })
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error
      await giveUpUnique(ctx, definition.id)
    }
  },
}

/** Brings all records of a noun into the index of search as they stand, a few hundred at a time. */
async function searchAnew(ctx: JobContext, noun: string): Promise<void> {
  let after: string | null = null
  do {
    ctx.signal.throwIfAborted()
    after = await ctx.act(null, async (act) => {
      await ctx.progressed(act)
      return indexNext(act.tx, act.registry.catalog.entity(noun), { after, most: 500 })
    })
  } while (after !== null)
}

/** Numbers the records that were there before the field, a few thousand at a time; whether there were any. */
async function numberAll(
  ctx: JobContext,
  { entity: name, createdAt }: Definition,
  one: Column,
): Promise<boolean> {
  if (!one.field.numbered) return false
  for (let isAny = false; ; isAny = true) {
    const some = await ctx.act(null, (act) =>
      numberSome(act, act.registry.catalog.entity(name), one, { madeBefore: createdAt, most: 2000 }),
    )
    if (some === 0 || ctx.signal.aborted) return isAny
  }
}

type Definition = CustomField & { createdAt: string }

async function definitionOf(ctx: JobContext, id: string) {
  return ctx.act(null, async (act) => {
    const row = await getRecord(act, customField, id)
    const entity = act.registry.catalog.find(String(row.entity))
    const definition = { ...row, unique: row.isUnique } as unknown as Definition
    if (!entity) return
    // Of an archived field nothing is known by its noun any more, but it has its column; a formula has none.
    const known = entity.fields[definition.name]
    const field = known ?? (computedTypeOf(definition.type) ? null : fieldOf(definition))
    return { table: entity.table, definition, one: field && { name: definition.name, field } }
  })
}

/** Two records came to share a value before the index was there. */
async function giveUpUnique(ctx: JobContext, id: string): Promise<void> {
  await ctx.act(null, async (act) => {
    const row = await lockRecord(act, customField, id, 'update')
    await changeRecord(act, customField, row, { isUnique: false }, { kind: 'customField.notUnique' })
    act.rowsBefore.clear()
    await countUpModel(act)
  })
}
