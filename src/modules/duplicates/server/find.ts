import { isKnown } from '../../../kernel/access/known-field.ts'
import { findDuplicates } from '../../../kernel/commands/find-duplicates.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { judge, prepareRecord, type Reason } from '../../../kernel/matching/model.ts'
import { nameKeys } from '../../../kernel/matching/name-key.ts'
import { storableText } from '../../../kernel/text/storable.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import { answer } from '../../../server/registry.ts'
import { type ComparedKind, comparisonsOf, hintFrom, isSure, soughtAmong } from '../rules.ts'
import { knowledgeOf, likelyRecords } from './duplicates.queries.ts'

/** A record that a new one looks like. */
export interface Likeness {
  entity: ComparedKind
  id: string
  title: string
  score: number
  isStrong: boolean
  reasons: Reason[]
}

const mostShown = 10
/** Fields by whose very value a record is found. */
const exactKinds: ReadonlySet<string> = new Set(['phone', 'email', 'idNumber'])

export const findAnswer = answer(findDuplicates, async (ctx, { entity, values }) => ({
  items: await findLike(ctx, entity, asStored(ctx, entity, readValues(values)), soughtAmong[entity]),
}))

/** Records of the given kinds that one with these values looks like, the likeliest first, as far as the actor sees them. */
export async function findLike(
  ctx: Ctx,
  kind: ComparedKind,
  values: Readonly<Record<string, unknown>>,
  among: readonly ComparedKind[],
): Promise<Likeness[]> {
  const { thresholds, modelOf } = await knowledgeOf(ctx, among)
  const found: Likeness[] = []
  for (const other of among) {
    const entity = ctx.registry.catalog.entity(other)
    const comparisons = comparisonsOf(other)
    // Whoever does not know a field does not find out by it what is in it either.
    const isTold = (name: string) => entity.fields[name] === undefined || isKnown(entity.fields[name])
    const given = comparisons.map(({ field }) => (isTold(field) ? values[field] : undefined))
    const exact = comparisons.flatMap(({ field, kind: as }, index) =>
      exactKinds.has(as) && typeof given[index] === 'string' && given[index] !== ''
        ? [[field, given[index]]]
        : [],
    )
    const records = await likelyRecords(ctx, entity, {
      exact: Object.fromEntries(exact),
      nameKeys: typeof values.name === 'string' ? nameKeys(values.name) : [],
    })
    if (records.length === 0) continue
    const model = modelOf(other)
    const asked = prepareRecord(comparisons, given)
    for (const record of records) {
      const fields = comparisons.map(({ field }) => record[field])
      const { score, reasons } = judge(model, asked, prepareRecord(comparisons, fields))
      const isStrong = score * 100 >= thresholds.refuseFrom || reasons.some(({ code }) => isSure(code))
      if (!isStrong && score < hintFrom) continue
      const { id } = record
      found.push({ entity: other, id, title: String(record[entity.title] ?? ''), score, isStrong, reasons })
    }
  }
  const rank = (one: Likeness) => Number(one.isStrong) * 2 + Number(one.entity === kind) + one.score
  return found.sort((one, other) => rank(other) - rank(one)).slice(0, mostShown)
}

/** Phones and addresses as records have them, however they are written; what cannot be read stays as it is. */
function asStored(ctx: Ctx, kind: ComparedKind, values: Record<string, string>): Record<string, string> {
  const { fields } = ctx.registry.catalog.entity(kind)
  return Object.fromEntries(
    comparisonsOf(kind).flatMap(({ field: name, kind: as }) => {
      const text = values[name]?.trim()
      if (!text) return []
      const field = exactKinds.has(as) ? fields[name] : undefined
      const read = field?.type.parse(text, field.options, textEnv(ctx))
      return [[name, read?.ok ? String(read.value) : text]]
    }),
  )
}

function readValues(text: string): Record<string, string> {
  const wrong = (): never => fail('input.invalid', {}, [{ field: 'values', error: 'value.invalid' }])
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch {
    return wrong()
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return wrong()
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      // Longer than a field nothing can be.
      typeof value === 'string' && value.length <= 500 ? [[name, storableText(value)]] : [],
    ),
  )
}
