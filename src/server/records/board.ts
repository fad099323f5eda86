import { sql } from 'kysely'
import type { z } from 'zod'
import { isKnown } from '../../kernel/access/known-field.ts'
import { board } from '../../kernel/commands/board.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { andFilter, emptyFilter, type Filter } from '../../kernel/queries/filter.ts'
import { amountOf } from '../../kernel/queries/summary.ts'
import type { Ctx } from '../context.ts'
import { answer } from '../registry.ts'
import { type FirstCards, firstCards } from './first-cards.ts'
import { countedBy, groupsOf, nothing } from './groups.ts'
import type { Titles } from './read.ts'
import { readFilter } from './read-filter.ts'
import { refuse, summedRows } from './summed.ts'

/** So many columns come with their first cards; those of the others are asked for when they come into sight. */
const mostFilled = 20

type BoardColumn = z.input<typeof board.output>['columns'][number]
type Column = Omit<BoardColumn, 'items' | 'nextCursor'> & { filter: Filter }

interface Asked {
  entity: Entity
  filter: Filter | undefined
  q?: string
  sum?: string
  sort: string[]
  limit: number
}

/** Columns and the first cards of some of them. */
interface Found {
  columns: Column[]
  /** The columns whose cards were read, in the order of the pages. */
  filled: Column[]
  cards: FirstCards
  exact: boolean
  more: boolean
  titles: Titles
  shownFor: string | null
}

/** Answers GET /board: counts and sums of whole columns with the first cards of each. */
export const boardAnswer = answer(
  board,
  async (ctx, { entity: name, by, pipeline, filter, sort, ...rest }) => {
    const entity = ctx.registry.catalog.find(name) ?? refuse('entity', 'value.not-found')
    const isOfStages = entity.worked && (by === undefined || by === 'stage')
    const asked = {
      ...rest,
      entity,
      filter: readFilter(filter),
      // Work stands in the order of what is due.
      sort: sort?.split(',').filter(Boolean) ?? (isOfStages ? ['nextStep'] : []),
    }
    const chosen = isOfStages ? (pipeline ?? (await firstPipeline(ctx, name))) : null
    const found =
      chosen !== null
        ? await boardOfStages(ctx, asked, chosen)
        : await boardOfField(ctx, asked, by ?? refuse('by', 'value.required'))
    const { columns, filled, cards } = found
    return {
      pipeline: chosen,
      columns: columns.map((column) => ({ ...column, ...pageOf(column, filled.indexOf(column), cards) })),
      exact: found.exact,
      more: found.more,
      titles: { ...found.titles, ...cards.titles },
      shownFor: found.shownFor,
    }
  },
)

function pageOf(
  { count }: Column,
  place: number,
  { pages }: FirstCards,
): Pick<BoardColumn, 'items' | 'nextCursor'> {
  return pages[place] ?? { items: [], nextCursor: count > 0 ? '' : null }
}

async function boardOfField(
  ctx: Ctx,
  { entity, filter, q, sum, ...order }: Asked,
  by: string,
): Promise<Found> {
  const rows = await summedRows(ctx, { entity: entity.name, filter, q })
  const { groups, exact, more, titles } = await groupsOf(ctx, rows, { by, sum })
  // What a condition may be is open in the contract of groups; here it has just been made.
  const columns = groups.map((group) => ({ ...group, filter: group.filter as Filter, stage: null }))
  // A sample may have missed all there are of a column.
  const filled = columns.filter(({ count }) => count > 0 || !exact).slice(0, mostFilled)
  const cards = await firstCards(ctx, entity, filtersOf(filled), { ...rows.chosen, ...order })
  return { columns, filled, cards, exact, more, titles, shownFor: rows.chosen.search?.shownFor ?? null }
}

/** The columns are the stages of a pipeline, on which open work stands. */
async function boardOfStages(
  ctx: Ctx,
  { entity, filter, q, sum = knownAmount(entity), ...order }: Asked,
  pipeline: string,
): Promise<Found> {
  const open: Filter = {
    all: [
      { field: 'status', op: 'eq', value: 'open' },
      { field: 'pipeline', op: 'eq', value: pipeline },
    ],
  }
  const [stages, rows] = await Promise.all([
    stagesOf(ctx, pipeline),
    // An index of its own tells all of it.
    summedRows(ctx, {
      entity: entity.name,
      filter: andFilter(open, filter ?? emptyFilter),
      q,
      isExact: true,
    }),
  ])
  const bare = stages.map((stage) => ({
    key: stage.id,
    stage,
    filter: andFilter(open, { field: 'stage', op: 'eq', value: stage.id }),
  }))
  const [{ found }, cards] = await Promise.all([
    countedBy(ctx, rows, { by: 'stage', sum }),
    firstCards(ctx, entity, filtersOf(bare.slice(0, mostFilled)), { ...rows.chosen, filter, ...order }),
  ])
  const columns = bare.map((column) => ({ ...column, ...(found.get(column.key) ?? nothing) }))
  return {
    columns,
    filled: columns.slice(0, mostFilled),
    cards,
    exact: true,
    more: false,
    titles: {},
    shownFor: rows.chosen.search?.shownFor ?? null,
  }
}

const filtersOf = (columns: readonly { filter: Filter }[]) => columns.map(({ filter }) => filter)

async function firstPipeline(ctx: Ctx, worksOn: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from pipelines where works_on = ${worksOn} and deleted_at is null order by position, id limit 1`.execute(
    ctx.tx,
  )
  return rows[0]?.id ?? fail('record.not-found', { entity: 'pipeline' })
}

async function stagesOf(ctx: Ctx, pipeline: string): Promise<NonNullable<BoardColumn['stage']>[]> {
  const { rows } = await sql<NonNullable<BoardColumn['stage']>>`
    select id, name, coalesce(probability, 0) as probability from stages
    where pipeline_id = ${pipeline} and deleted_at is null order by position, id`.execute(ctx.tx)
  return rows
}

/** Whoever does not know the amounts is told no sum of them either. */
function knownAmount(entity: Entity): string | undefined {
  const name = amountOf(entity)
  return name && isKnown(entity.fields[name]!) ? name : undefined
}
