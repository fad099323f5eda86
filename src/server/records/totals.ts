import { type RawBuilder, sql } from 'kysely'
import { requireKnown } from '../../kernel/access/known-field.ts'
import { totals } from '../../kernel/commands/summary.ts'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { type FooterKind, footersOf } from '../../kernel/queries/summary.ts'
import type { Ctx } from '../context.ts'
import { answer } from '../registry.ts'
import { fieldSql } from './formula-sql.ts'
import { readFilter } from './read-filter.ts'
import { largestSummed, refuse, type SummedRows, summedRows } from './summed.ts'

/** Most figures one request asks for. */
const mostFigures = 60

interface Figure {
  name: string
  field: Field
  kind: FooterKind
}

interface Told {
  /** Place of the figure; -1: how many records there are. */
  at: number
  currency: string | null
  value: string | null
}

/** Answers GET /totals: what stands under the columns of a list, about all of it and not the page shown. */
export const totalsAnswer = answer(totals, async (ctx, { figures: text, filter, ...request }) => {
  const rows = await summedRows(ctx, { ...request, filter: readFilter(filter) })
  const figures = readFigures(rows.entity, text)
  const { told, scale } = await tell(ctx, rows, figures)
  const isExact = scale === null
  const countOf = () => Number(told.find(({ at }) => at === -1)?.value ?? 0)
  return {
    count: Math.round(countOf() * (scale ?? 1)),
    exact: isExact,
    figures: figures.map(({ name, field, kind }, place) => ({
      field: name,
      kind,
      values: told
        .filter(({ at, value }) => at === place && value !== null)
        // A sample knows nothing of the least and the most.
        .filter(() => isExact || !isOfOne(kind))
        .map(({ value, currency }) => ({
          value: isPlainDate(field, kind) ? value! : scaled(Number(value), kind, currency, scale ?? 1),
          currency,
        })),
    })),
  }
})

const isOfOne = (kind: FooterKind) => kind === 'least' || kind === 'most'

const isPlainDate = ({ type }: Field, kind: FooterKind) =>
  isOfOne(kind) && (type.name === 'date' || type.name === 'dateTime')

function scaled(value: number, kind: FooterKind, currency: string | null, scale: number): number {
  const counted = kind === 'sum' || kind === 'filled' || kind === 'empty' ? value * scale : value
  const isWhole = currency !== null || kind === 'filled' || kind === 'empty'
  return isWhole ? Math.round(counted) : counted
}

function readFigures(entity: Entity, text: string): Figure[] {
  const named = [...new Set(text.split(','))]
  if (named.length > mostFigures) return refuse('figures', 'value.out-of-range', { max: mostFigures })
  return named.map((one) => {
    const [name = '', kind = ''] = one.split(':')
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
    if (!field) return refuse('figures', 'value.unknown-field', { value: name })
    requireKnown(field, name, entity)
    const offered = footersOf(field)
    const chosen = offered.find((fitting) => fitting === kind)
    return chosen
      ? { name, field, kind: chosen }
      : refuse('figures', 'value.not-a-choice', { choices: offered.join(', ') })
  })
}

async function tell(
  ctx: Ctx,
  rows: SummedRows,
  figures: readonly Figure[],
): Promise<{ told: Told[]; scale: number | null }> {
  const columns = sql.join(
    [
      sql`true as is_there`,
      ...[...new Map(figures.map(({ name, field }) => [name, field]))].flatMap(readSql),
    ],
    sql`, `,
  )
  const tellOf = async (from: RawBuilder<unknown>): Promise<Told[]> => {
    const parts = figures.map((figure, at) => figureSql(figure, at))
    const { rows: told } = await sql<Told>`
      with found as materialized (${from})
      select -1 as at, null::text as currency, count(*)::text as value from found
      ${parts.length > 0 ? sql`union all ${sql.join(parts, sql` union all `)}` : sql``}`.execute(ctx.tx)
    return told
  }
  if (!rows.isBeyond) {
    const told = await tellOf(rows.bounded(columns))
    if (Number(told.find(({ at }) => at === -1)?.value) <= largestSummed) return { told, scale: null }
  }
  const { rows: sample, scale } = rows.sample(columns)
  return { told: await tellOf(sample), scale }
}

/** Whether a text is there is all that is asked of it: its letters are not carried along. */
function readSql([name, field]: [string, Field]): RawBuilder<unknown>[] {
  return columnsOf(name, field).map(({ column, type }, part) => {
    const read = fieldSql(name, field, { alias: 't', part })
    const isAmount = footersOf(field).includes('average') || footersOf(field).includes('least')
    if (isAmount) return sql`${read} as ${sql.ref(column)}`
    if (type === 'text') return sql`nullif(${read}, '') is not null as ${sql.ref(column)}`
    return type === 'jsonb'
      ? sql`nullif(${read}, 'null'::jsonb) is not null as ${sql.ref(column)}`
      : sql`${read} is not null as ${sql.ref(column)}`
  })
}

function figureSql({ name, field, kind }: Figure, at: number): RawBuilder<unknown> {
  const [main, second] = columnsOf(name, field)
  const column = sql.ref(main!.column)
  const place = sql`${at}::int as at`
  if (kind === 'filled' || kind === 'empty') {
    const isThere = footersOf(field).includes('least') ? sql`${column} is not null` : column
    const counted = kind === 'filled' ? isThere : sql`not (${isThere})`
    return sql`select ${place}, null::text as currency, count(*) filter (where ${counted})::text as value from found`
  }
  const currency = second ? sql.ref(second.column) : null
  return sql`select ${place}, ${currency ?? sql`null::text`} as currency, ${valueSql(field, kind, column)} as value
    from found where ${column} is not null${currency ? sql` group by ${currency}` : sql``}`
}

function valueSql(field: Field, kind: FooterKind, column: RawBuilder<unknown>): RawBuilder<unknown> {
  const inUtc = (value: RawBuilder<unknown>) =>
    field.type.name === 'dateTime'
      ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : sql`${value}::text`
  if (kind === 'least') return inUtc(sql`min(${column})`)
  if (kind === 'most') return inUtc(sql`max(${column})`)
  return kind === 'sum' ? sql`sum(${column})::text` : sql`avg(${column})::text`
}
