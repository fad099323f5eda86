import { sql } from 'kysely'
import type { z } from 'zod'
import { isKnown } from '../../kernel/access/known-field.ts'
import { board } from '../../kernel/commands/records.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Ctx } from '../context.ts'
import { answer } from '../registry.ts'
import { visibleSql } from './access.ts'
import { conditionOf, firstPages, type ListRequest, listRecords, searchFor } from './list.ts'
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
  const [all, tallies, cards] = await Promise.all([
    stagesOf(ctx, pipeline),
    tally(ctx, entity, chosen),
    input.cursor ? null : firstCards(ctx, entity, { ...chosen, pipeline, limit: input.limit }),
  ])
  const columns = all
    .filter(({ id }) => !input.stage || id === input.stage)
    .map((stage) => ({ stage, ...totalsOf(stage, tallies) }))
  const stages = columns.map(({ stage }) => stage.id)
  const { pages, titles } = cards
    ? await firstPages(ctx, entity, {
        lists: stages.map((id) => cards.get(id) ?? []),
        sort: inOrder,
        limit: input.limit,
      })
    : await furtherPages(ctx, entity, { ...chosen, stages, cursor: input.cursor, limit: input.limit })
  return {
    pipeline,
    columns: columns.map((column, index) => ({ ...column, ...pages[index]! })),
    titles,
    shownFor: chosen.search?.shownFor ?? null,
  }
})

/** Cards stand in the order of what is due. */
const inOrder = ['nextStep']

async function furtherPages(
  ctx: Ctx,
  entity: Entity,
  {
    stages,
    filter,
    ...rest
  }: Chosen & { filter: Filter; stages: string[]; cursor: string | undefined; limit: number },
) {
  const pages = await Promise.all(
    stages.map((stage) => {
      const inStage: Filter = { all: [filter, { field: 'stage', op: 'eq', value: stage }] }
      return listRecords(ctx, entity, { ...rest, filter: inStage, sort: inOrder, counted: false })
    }),
  )
  const titles: Titles = Object.assign({}, ...pages.map((page) => page.titles))
  return { pages: pages.map(({ items, nextCursor }) => ({ items, nextCursor })), titles }
}

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

/** The first cards of every column: whose step is due first. One more tells that a page follows. */
async function firstCards(
  ctx: Ctx,
  entity: Entity,
  { pipeline, limit, ...chosen }: Chosen & { pipeline: string; limit: number },
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ stage: string; ids: string[] }>`
    select g.id as stage, array(
      select t.id from ${sql.table(entity.table)} t
      where t.stage_id = g.id and ${conditionOf(ctx, entity, chosen)}
        and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
      order by t.next_step_due_at, t.id limit ${sql.lit(limit + 1)}
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
  const name = entity.fields.amount ? 'amount' : 'budget'
  // Whoever does not know the amounts is told no sum of them either.
  const isTold = entity.fields[name] && isKnown(entity.fields[name])
  const money = isTold ? sql.ref(`t.${name}_currency`) : sql`null::text`
  const amount = isTold ? sql.ref(`t.${name}`) : sql`null::bigint`
  const { rows } = await sql<Tally>`
    select t.stage_id, ${money} as currency, count(*) as count, sum(${amount})::bigint as amount
    from ${sql.table(entity.table)} t
    where ${conditionOf(ctx, entity, chosen)} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
    group by 1, 2`.execute(ctx.tx)
  return rows
}
