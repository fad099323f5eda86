import { sql } from 'kysely'
import type { z } from 'zod'
import { board } from '../../kernel/commands/records.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Ctx } from '../context.ts'
import { answer } from '../registry.ts'
import { visibleSql } from './access.ts'
import { conditionOf, type ListRequest, listRecords, searchFor } from './list.ts'
import { notDeleted, type Titles } from './read.ts'

type BoardColumn = z.input<typeof board.output>['columns'][number]

interface StageRow {
  id: string
  name: string
  probability: number
}

interface Tally {
  stage_id: string
  currency: string | null
  count: number
  amount: number | null
}

/** Answers GET /board: counts and sums come from the server for whole columns, cards page by page. */
export const boardAnswer = answer(board, async (ctx, input) => {
  const entity = ctx.registry.catalog.entity(input.entity)
  const pipeline = input.pipeline ?? (await firstPipeline(ctx, input.entity))
  const chosen = {
    filter: boardFilter(input.filter, pipeline),
    search: await searchFor(ctx, entity, input.q),
  }
  const [all, tallies, first] = await Promise.all([
    stagesOf(ctx, pipeline),
    tally(ctx, entity, chosen),
    input.cursor ? null : firstCards(ctx, entity, { ...chosen, pipeline, limit: input.limit }),
  ])
  const columns = all
    .filter(({ id }) => !input.stage || id === input.stage)
    .map((stage) => ({ stage, ...totalsOf(stage, tallies) }))
  const pages = await Promise.all(
    columns.map(({ stage, count }) => {
      if (count === 0) return null
      const inStage: Filter = { all: [chosen.filter, { field: 'stage', op: 'eq', value: stage.id }] }
      return listRecords(ctx, entity, {
        filter: inStage,
        search: chosen.search,
        cursor: input.cursor,
        limit: input.limit,
        sort: ['nextStep'],
        counted: false,
        only: first ? (first.get(stage.id) ?? []) : undefined,
      })
    }),
  )
  return {
    pipeline,
    columns: columns.map((column, index) => ({
      ...column,
      items: pages[index]?.items ?? [],
      nextCursor: pages[index]?.nextCursor ?? null,
    })),
    titles: Object.assign({}, ...pages.map((page) => page?.titles)) as Titles,
    shownFor: chosen.search?.shownFor ?? null,
  }
})

type Chosen = Pick<ListRequest, 'filter' | 'search'>

function boardFilter(text: string | undefined, pipeline: string): Filter {
  const open: Filter[] = [
    { field: 'status', op: 'eq', value: 'open' },
    { field: 'pipeline', op: 'eq', value: pipeline },
  ]
  if (!text) return { all: open }
  try {
    return { all: [...open, JSON.parse(text) as Filter] }
  } catch {
    return fail('input.bad-filter', { reason: 'not-json' })
  }
}

async function firstPipeline(ctx: Ctx, worksOn: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from pipelines where works_on = ${worksOn} and deleted_at is null order by position, id limit 1`.execute(
    ctx.tx,
  )
  return rows[0]?.id ?? fail('record.not-found', { entity: 'pipeline' })
}

async function stagesOf(ctx: Ctx, pipeline: string): Promise<StageRow[]> {
  const { rows } = await sql<StageRow>`
    select id, name, coalesce(probability, 0) as probability from stages
    where pipeline_id = ${pipeline} and deleted_at is null order by position, id`.execute(ctx.tx)
  return rows
}

/** The first cards of every column, found in one pass: whose step is due first. One more tells that a page follows. */
async function firstCards(
  ctx: Ctx,
  entity: Entity,
  { pipeline, limit, ...chosen }: Chosen & { pipeline: string; limit: number },
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ stage: string; ids: string[] }>`
    with cards as materialized (
      select t.id, t.stage_id, s.due_at
      from ${sql.table(entity.table)} t join steps s on s.id = t.next_step_id and s.closed_at is null
      where ${conditionOf(ctx, entity, chosen)} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
    )
    select g.id as stage, array(
      select id from cards where stage_id = g.id order by due_at, id limit ${limit + 1}
    ) as ids
    from stages g where g.pipeline_id = ${pipeline}`.execute(ctx.tx)
  return new Map(rows.map(({ stage, ids }) => [stage, ids]))
}

function totalsOf({ id }: StageRow, tallies: Tally[]): Pick<BoardColumn, 'count' | 'sums'> {
  const own = tallies.filter(({ stage_id }) => stage_id === id)
  return {
    count: own.reduce((sum, { count }) => sum + count, 0),
    sums: own.flatMap(({ amount, currency }) =>
      amount !== null && currency !== null ? [{ amount, currency }] : [],
    ),
  }
}

async function tally(ctx: Ctx, entity: Entity, chosen: Chosen): Promise<Tally[]> {
  const money = entity.fields.amount ? sql`t.amount_currency` : sql`t.budget_currency`
  const amount = entity.fields.amount ? sql`t.amount` : sql`t.budget`
  const { rows } = await sql<Tally>`
    select t.stage_id, ${money} as currency, count(*) as count, sum(${amount})::bigint as amount
    from ${sql.table(entity.table)} t
    where ${conditionOf(ctx, entity, chosen)} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
    group by 1, 2`.execute(ctx.tx)
  return rows
}
