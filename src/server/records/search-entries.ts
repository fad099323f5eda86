import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Alternative, Reading } from '../../kernel/text/search/reading.ts'
import type { Ctx } from '../context.ts'
import { readsAll, visibleSql } from './access.ts'
import { literal } from './literal.ts'

/** A live record the actor may read; `title` and `text` are searchable forms, a long text cut. */
export interface Candidate {
  entity: string
  id: string
  title: string
  text: string
}

/** Comes after every other character: `beginning` to `beginning` with it are the texts that begin so. */
const last = '\u{10ffff}'
/** Enough of a text to see where the words are in most. */
const lengthJudged = 2000

const candidate = sql`s.record_id as id, s.entity, s.title, left(s.text, ${lengthJudged}) as text`

/** Records whose title begins so, of each entity the first by the alphabet: the title itself comes before longer ones. */
export async function titlesBeginning(
  ctx: Ctx,
  entities: readonly Entity[],
  beginning: string,
  mostOfEach: number,
): Promise<Candidate[]> {
  const parts = entities.map(
    (entity) => sql`(
      select ${candidate} from search_entries s
      where s.entity = ${entity.name} and s.title >= ${beginning} and s.title < ${beginning + last}
        and ${seenSql(ctx, entity)}
      order by s.title limit ${mostOfEach})`,
  )
  const { rows } = await sql<Candidate>`${sql.join(parts, sql` union all `)}`.execute(ctx.tx)
  return rows
}

/** Records whose text answers a reading, as many as an index gives at once. */
export async function textsHolding(
  ctx: Ctx,
  entities: readonly Entity[],
  reading: Reading,
  most: number,
): Promise<Candidate[]> {
  const isWhole = (entity: Entity) => readsAll(ctx, entity)
  const whole = entities.filter(isWhole)
  // What the actor reads all of is looked through at once, the rest by way of what he may read.
  const groups = [
    ...(whole.length > 0
      ? [sql`s.entity = any(${whole.map(({ name }) => name)}::text[]) and ${answers(reading)}`]
      : []),
    ...entities
      .filter((entity) => !isWhole(entity))
      .map((entity) => sql`s.entity = ${entity.name} and ${answers(reading)} and ${seenSql(ctx, entity)}`),
  ]
  const parts = groups.map(
    (condition) => sql`(select ${candidate} from search_entries s where ${condition} limit ${most})`,
  )
  const { rows } = await sql<Candidate>`${sql.join(parts, sql` union all `)}`.execute(ctx.tx)
  return rows
}

/** Condition over `t`, a row of the entity: its text answers the reading. */
export function foundSql(entity: Entity, reading: Reading): RawBuilder<boolean> {
  return sql<boolean>`t.id in (select s.record_id ${entriesOf(entity, reading)})`
}

/** `from …` of a row for each live record of the entity that answers the reading. */
export function entriesOf(entity: Entity, reading: Reading): RawBuilder<unknown> {
  return sql`from search_entries s where s.entity = ${entity.name} and ${answers(reading)}`
}

/** Every word is there as one of its alternatives. */
function answers(reading: Reading): RawBuilder<boolean> {
  if (reading.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(
    reading.map((alternatives) =>
      alternatives.length === 0 ? sql`false` : sql`(${sql.join(alternatives.map(holdsSql), sql` or `)})`,
    ),
    sql` and `,
  )})`
}

function holdsSql({ text, beginsWord }: Alternative): RawBuilder<boolean> {
  return sql<boolean>`s.text like ${`%${beginsWord ? ' ' : ''}${literal(text)}%`}`
}

function seenSql(ctx: Ctx, entity: Entity): RawBuilder<boolean> {
  if (readsAll(ctx, entity)) return sql<boolean>`true`
  return sql<boolean>`s.record_id in (select t.id from ${sql.table(entity.table)} t where ${visibleSql(ctx, entity)})`
}
