import { type RawBuilder, sql } from 'kysely'
import { isKnown } from '../../kernel/access/known-field.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Alternative, Reading } from '../../kernel/text/search/reading.ts'
import type { Ctx } from '../context.ts'
import { readsAll, visibleSql } from './access.ts'
import { literal } from './literal.ts'
import { joined, searchedFields } from './search-index.ts'

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

const candidate = (text: RawBuilder<unknown>) =>
  sql`s.record_id as id, s.entity, s.title, left(${text}, ${lengthJudged}) as text`
const wholeText = sql`s.text`

/**
 * What is searched of a record by somebody who does not know all of its fields: the text of those he knows, read from the
 * record. Null for whoever knows all. The index still finds the few it is read of.
 */
function knownText(entity: Entity): RawBuilder<unknown> | null {
  const searched = searchedFields(entity)
  const known = searched.filter(([, field]) => isKnown(field))
  if (known.length === searched.length) return null
  return sql`(
    select ' ' || onward.searchable(${joined(known)}) || ' ' from ${sql.table(entity.table)} t where t.id = s.record_id)`
}

/**
 * Texts are found by their trigrams. Told the kind of record and how few are wanted, the planner would rather read titles
 * or the whole table until so many have turned up, which at a million contacts took 2 s for a name it took for common.
 */
const kind = sql`(s.entity || '')`
const unforeseen = (most: number) => sql`(select ${most}::int)`

/** Records whose title begins so, of each entity the first by the alphabet: the title itself comes before longer ones. */
export async function titlesBeginning(
  ctx: Ctx,
  entities: readonly Entity[],
  beginning: string,
  mostOfEach: number,
): Promise<Candidate[]> {
  const parts = entities.map(
    (entity) => sql`(
      select ${candidate(knownText(entity) ?? wholeText)} from search_entries s
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
  const isWhole = (entity: Entity) => readsAll(ctx, entity) && knownText(entity) === null
  const whole = entities.filter(isWhole)
  // What the actor reads all of is looked through at once, the rest by way of what he may read.
  const groups = [
    ...(whole.length > 0
      ? [
          {
            condition: sql`${kind} = any(${whole.map(({ name }) => name)}::text[]) and ${answers(reading)}`,
            text: wholeText,
          },
        ]
      : []),
    ...entities
      .filter((entity) => !isWhole(entity))
      .map((entity) => ({
        condition: sql`${kind} = ${entity.name} and ${answersOf(entity, reading)} and ${seenSql(ctx, entity)}`,
        text: knownText(entity) ?? wholeText,
      })),
  ]
  const parts = groups.map(
    ({ condition, text }) =>
      sql`(select ${candidate(text)} from search_entries s where ${condition} limit ${unforeseen(most)})`,
  )
  const { rows } = await sql<Candidate>`${sql.join(parts, sql` union all `)}`.execute(ctx.tx)
  return rows
}

/** The live records of an entity whose text answers a reading, whoever may read them. */
export interface Holders {
  reading: Reading
  /** As far as they were counted. */
  count: number
  /** Null when there are too many to be named. */
  ids: string[] | null
}

/** So many are named. Of more, a page is found sooner by walking the order of the list. */
const mostNamed = 5000

/**
 * Finds out which records answer a reading before a list is planned: how common a part of a word is the planner can only
 * guess, and a wrong guess took 0.4 s at a million contacts.
 */
export async function holdersOf(
  ctx: Ctx,
  entity: Entity,
  reading: Reading,
  mostCounted: number,
): Promise<Holders> {
  const { rows } = await sql<{ count: number; ids: string[] | null }>`
    select count(*) as count, case when count(*) <= ${mostNamed} then array_agg(id) end as ids
    from (
      select s.record_id as id from search_entries s
      where ${kind} = ${entity.name} and ${answersOf(entity, reading)} limit ${unforeseen(mostCounted)}
    ) few`.execute(ctx.tx)
  const { count, ids } = rows[0]!
  return { reading, count, ids: count === 0 ? [] : ids }
}

/** Condition over `t`, a row of the entity: it is one of these. `isAlone`: nothing else narrows the list. */
export function heldSql({ reading, ids }: Holders, entity: Entity, isAlone: boolean): RawBuilder<boolean> {
  if (ids) return sql<boolean>`t.id = any(${ids}::uuid[])`
  // A question for each row, so that the index of the order leads.
  if (isAlone)
    return sql<boolean>`(select ${answersOf(entity, reading)} from search_entries s where s.record_id = t.id)`
  return sql<boolean>`t.id in (
    select s.record_id from search_entries s where s.entity = ${entity.name} and ${answersOf(entity, reading)})`
}

/** The same of what the reader knows of records of a kind; the index finds those that are read. */
function answersOf(entity: Entity, reading: Reading): RawBuilder<boolean> {
  const known = knownText(entity)
  return known ? sql<boolean>`${answers(reading)} and ${answers(reading, known)}` : answers(reading)
}

/** Every word is there as one of its alternatives. */
function answers(reading: Reading, text = wholeText): RawBuilder<boolean> {
  if (reading.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(
    reading.map((alternatives) =>
      alternatives.length === 0
        ? sql`false`
        : sql`(${sql.join(
            widest(alternatives).map((one) => holdsSql(one, text)),
            sql` or `,
          )})`,
    ),
    sql` and `,
  )})`
}

/** Without those that hold another: where 8916 is, 916 is. */
function widest(alternatives: readonly Alternative[]): Alternative[] {
  return alternatives.filter(
    (one) =>
      !alternatives.some((other) => other !== one && !other.beginsWord && one.text.includes(other.text)),
  )
}

function holdsSql({ text, beginsWord }: Alternative, within: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`${within} like ${`%${beginsWord ? ' ' : ''}${literal(text)}%`}`
}

function seenSql(ctx: Ctx, entity: Entity): RawBuilder<boolean> {
  if (readsAll(ctx, entity)) return sql<boolean>`true`
  return sql<boolean>`s.record_id in (select t.id from ${sql.table(entity.table)} t where ${visibleSql(ctx, entity)})`
}
