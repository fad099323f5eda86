import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../kernel/entities/entity.ts'
import { Failure } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import type { Values } from '../registry.ts'
import { inSavepoint } from '../savepoint.ts'
import { requireRight } from './access.ts'
import { createShape, refuseLimited, validate } from './validate.ts'
import { refusedRefs } from './visible-refs.ts'
import { createRecords } from './write.ts'

/** A record to be created, by its place in the call. */
export interface Wanted {
  index: number
  values: Values
  nextStep?: Values
}

/** What became of an item: the record, or why there is none. */
export type Outcome = { index: number; id: string; version: number } | { index: number; failure: Failure }

/**
 * Creates many records in one statement per table; those that are refused leave nothing behind and are told by place.
 * What only the database or a hook refuses is found by halving, so a call without faults costs one savepoint.
 */
export async function createMany(ctx: Ctx, entity: Entity, wanted: readonly Wanted[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const valid: Wanted[] = []
  for (const { index, values, nextStep } of wanted) {
    try {
      requireRight(ctx, entity, 'create')
      refuseLimited(entity, values)
      // A step is no field: where there are none it is as unknown as any other word.
      const checked = validate(
        createShape(entity),
        nextStep && !entity.worked ? { ...values, nextStep } : values,
      )
      valid.push({ index, values: checked, nextStep })
    } catch (error) {
      outcomes.push({ index, failure: asFailure(error) })
    }
  }
  const refused = await refusedRefs(
    ctx,
    entity,
    valid.map(({ values }) => values),
  )
  for (const [at, failure] of refused) outcomes.push({ index: valid[at]!.index, failure })
  const writable = valid.filter((_, at) => !refused.has(at))
  return [...outcomes, ...(await writeHalving(ctx, entity, writable))]
}

async function writeHalving(ctx: Ctx, entity: Entity, wanted: Wanted[]): Promise<Outcome[]> {
  if (wanted.length === 0) return []
  // Hooks complete drafts, so each try has its own.
  const drafts = wanted.map(({ values, nextStep }) => ({ id: uuidv7(), values, extra: { nextStep } }))
  try {
    const records = await inSavepoint(ctx, () => createRecords(ctx, entity, drafts))
    return records.map(({ id, version }, at) => ({ index: wanted[at]!.index, id, version }))
  } catch (error) {
    const failure = asFailure(error)
    if (wanted.length === 1) return [{ index: wanted[0]!.index, failure }]
    const half = Math.ceil(wanted.length / 2)
    return [
      ...(await writeHalving(ctx, entity, wanted.slice(0, half))),
      ...(await writeHalving(ctx, entity, wanted.slice(half))),
    ]
  }
}

/** A refusal; faults are thrown on. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  throw error
}
