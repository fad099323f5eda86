import type { z } from 'zod'
import { type BatchAnswer, batch } from '../../kernel/commands/batch.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { type Failure, fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { handle } from '../registry.ts'
import { inSavepoint } from '../savepoint.ts'
import { asFailure, createMany, type Wanted } from './create-many.ts'
import { writableEntity } from './named-entity.ts'
import { deleteRecord, updateRecord } from './write.ts'

type Item = z.output<typeof batch.input>['items'][number]

export const batchHandler = handle(batch, async (ctx, { entity: name, items, atomic }) => {
  const entity = writableEntity(ctx, name)
  const results = newResults()
  for (const run of runsOf(items)) {
    if (run[0]!.op === 'create') await createRun(ctx, entity, run, results)
    else for (const item of run) await one(ctx, entity, item, results)
  }
  return answerOf(ctx, results, atomic)
})

interface Placed {
  index: number
  op: Item['op']
  item: Item
}

/** Neighbours that are all to be created go together; everything keeps its turn. */
function runsOf(items: readonly Item[]): Placed[][] {
  const runs: Placed[][] = []
  for (const [index, item] of items.entries()) {
    const last = runs.at(-1)
    const placed = { index, op: item.op, item }
    if (last?.[0]?.op === item.op) last.push(placed)
    else runs.push([placed])
  }
  return runs
}

async function createRun(ctx: Ctx, entity: Entity, run: Placed[], results: Results): Promise<void> {
  const wanted = run.flatMap(({ index, item }): Wanted[] =>
    item.op === 'create' ? [{ index, values: item.values, nextStep: item.nextStep }] : [],
  )
  for (const outcome of await createMany(ctx, entity, wanted)) {
    if ('failure' in outcome) refuse(results, outcome.index, outcome.failure)
    else results.items.push({ ...outcome, result: 'created' })
  }
}

async function one(ctx: Ctx, entity: Entity, { index, item }: Placed, results: Results): Promise<void> {
  if (item.op === 'create') return
  try {
    await inSavepoint(ctx, async () => {
      const { id } = item
      if (item.op === 'delete') {
        await deleteRecord(ctx, entity, id)
        results.items.push({ index, result: 'deleted', id, version: null })
      } else {
        const { version } = await updateRecord(ctx, entity, id, item.version, item.changes)
        results.items.push({ index, result: 'updated', id, version })
      }
    })
  } catch (error) {
    refuse(results, index, asFailure(error))
  }
}

/** What became of the items of a call, in the order in which it was found out. */
export type Results = Pick<BatchAnswer, 'items' | 'failed'>

export const newResults = (): Results => ({ items: [], failed: [] })

export function refuse(results: Results, index: number, { code, params, problems }: Failure): void {
  results.failed.push({ index, code, params, problems })
}

/** The answer of a call, by place; an atomic one with a refusal in it is refused as a whole and names all of them. */
export function answerOf(ctx: Ctx, { items, failed }: Results, atomic: boolean): BatchAnswer {
  const inOrder = <Told extends { index: number }>(told: Told[]) => told.toSorted((a, b) => a.index - b.index)
  if (atomic && failed.length > 0) {
    const problems = inOrder(failed).flatMap(({ index, code, params, problems: own }) =>
      own.length > 0
        ? own.map((one) => ({ ...one, field: `items.${index}.${one.field}` }))
        : [{ field: `items.${index}`, error: code, params }],
    )
    fail('batch.refused', { failed: failed.length }, problems)
  }
  return { done: items.length, items: inOrder(items), failed: inOrder(failed), event: ctx.act }
}
