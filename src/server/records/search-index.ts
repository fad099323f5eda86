import { type RawBuilder, sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { nameKey } from '../../kernel/matching/name-key.ts'
import { searchableText, spelledWords } from '../../kernel/text/search/searchable.ts'
import { bulkRows } from '../db/bulk.ts'
import type { Db } from '../db/database.ts'
import { notDeleted } from './read.ts'
import type { StoredRecord } from './rows.ts'

/** Whether records of a kind are found by search. */
export function isSearched(entity: Entity): boolean {
  return searchedFields(entity).length > 0
}

/**
 * An insert of new records together with their part of the index, in one statement; it gives no rows. What is searched
 * is made here and not by the server, which takes several times as long to fold a text.
 */
export function indexedInsert(
  entity: Entity,
  inserting: RawBuilder<unknown>,
  records: readonly StoredRecord[],
): RawBuilder<unknown> {
  if (!isSearched(entity)) return inserting
  const searched = searchedFields(entity)
  const spelled = spelledFields(entity)
  const words = new Set(records.flatMap((record) => spelledWords(textOf(record, spelled))))
  const entries = [
    { name: 'record_id', type: 'uuid', values: records.map(({ id }) => id) },
    { name: 'entity', type: 'text', values: records.map(() => entity.name) },
    { name: 'title', type: 'text', values: records.map((record) => titleForm(record[entity.title])) },
    {
      name: 'text',
      type: 'text',
      values: records.map((record) => ` ${searchableText(textOf(record, searched))} `),
    },
    {
      name: 'name_key',
      type: 'text',
      values: records.map((record) => (entity.named ? nameKey(String(record[entity.title])) : null)),
    },
  ]
  return sql`
    with written as (${inserting}), spelled as (${addWords(sql`unnest(${[...words]}::text[]) as spelt`)})
    insert into search_entries ${bulkRows(entries)}`
}

/** What a record is searched by: of each field the column that bears its name, which holds text. */
function textOf(record: StoredRecord, searched: readonly [name: string, field: Field][]): string {
  const texts = searched.flatMap(([name, { type }]) => {
    if (record[name] == null) return []
    return type.toColumns(record[name])[type.columns.findIndex(({ suffix }) => suffix === '')] ?? []
  })
  return texts.join(' ')
}

function titleForm(title: unknown): string {
  const form = searchableText(String(title ?? '')).replace(/^ +| +$/g, '')
  return form.length <= 100 ? form : [...form].slice(0, 100).join('')
}

/**
 * An update of an entity's table together with its part of the index, in one statement that gives the rows: `columns`,
 * as the update names them. It may write one row or many.
 */
export function indexedUpdate<Row>(
  entity: Entity,
  updated: RawBuilder<unknown>,
  { columns, isGone }: { columns: RawBuilder<unknown>; isGone: boolean },
): RawBuilder<Row> {
  const entries = isGone
    ? sql`delete from search_entries s using written t where s.record_id = t.id`
    : writeEntries(entity)
  return sql<Row>`
    with written as (${updated} returning ${columns}), ${isGone ? sql`` : sql`${spelling(entity)},`}
    doubted as (
      insert into search_doubts (text) select s.text from written t join search_entries s on s.record_id = t.id
    ), entries as (${entries})
    select * from written`
}

/** Takes records that are gone for good out of the index. `ids` is a statement that gives their ids. */
export async function unindex(db: Db, ids: RawBuilder<unknown>): Promise<void> {
  await sql`
    with gone as (delete from search_entries where record_id in (${ids}) returning text)
    insert into search_doubts (text) select text from gone`.execute(db)
}

/** Brings records into the index as they now stand. `ids` is a statement that gives their ids. */
export async function index(db: Db, entity: Entity, ids: RawBuilder<unknown>): Promise<void> {
  if (!isSearched(entity)) return
  await sql`
    with written as (
      select t.* from ${sql.table(entity.table)} t where t.id in (${ids}) and ${notDeleted(entity)}
    ), ${spelling(entity)}
    ${writeEntries(entity)}`.execute(db)
}

/**
 * Indexes all records of an entity anew: after rows have come into its table by another way than the records pipeline,
 * or when other fields of it are to be searched than before.
 */
export async function indexAll(db: Db, entity: Entity): Promise<void> {
  await sql`delete from search_entries where entity = ${entity.name}`.execute(db)
  await index(db, entity, sql`select id from ${sql.table(entity.table)}`)
}

/** Whether a change of these fields changes what is found. */
export function touchesSearch(entity: Entity, names: readonly string[]): boolean {
  return names.some((name) => entity.fields[name]?.search)
}

/** Forgets the words that no text has any more; of so many texts at a time. */
export async function forgetWords(db: Db, mostTexts = 500): Promise<void> {
  await sql`
    with settled as (
      delete from search_doubts where ctid in (select ctid from search_doubts limit ${mostTexts}) returning text
    ), doubted as (
      select distinct word from settled, onward.words_of(settled.text) as word
    )
    delete from search_words k using doubted d
    where k.word = d.word
      and (select true from search_entries s where s.text like '% ' || d.word || ' %' limit 1) is null`.execute(
    db,
  )
}

const noSpelling = new Set(['phone', 'email', 'url'])

/** The fields by whose text records of a kind are found. */
export function searchedFields(entity: Entity): [name: string, field: Field][] {
  return Object.entries(entity.fields).filter(([, { search }]) => search)
}

function spelledFields(entity: Entity): [name: string, field: Field][] {
  return searchedFields(entity).filter(([, { type }]) => !noSpelling.has(type.name))
}

function writeEntries(entity: Entity): RawBuilder<unknown> {
  const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  return sql`
    insert into search_entries (record_id, entity, title, text, name_key)
    select t.id, ${entity.name}::text, left(btrim(onward.searchable(coalesce(${title}::text, ''))), 100),
      ' ' || onward.searchable(${joined(searchedFields(entity))}) || ' ',
      ${entity.named ? sql`onward.name_key(${title})` : sql`null`}
    from written t
    on conflict (record_id) do update set title = excluded.title, text = excluded.text, name_key = excluded.name_key`
}

function spelling(entity: Entity): RawBuilder<unknown> {
  const text = joined(spelledFields(entity))
  return sql`spelled as (${addWords(sql`written t, onward.words_of(${text}) as spelt`)})`
}

/** New words in one order, so that two who bring the same ones do not wait for one another. */
function addWords(from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into search_words (word)
    select distinct spelt from ${from}
    where (select true from search_words known where known.word = spelt) is null
    order by spelt
    on conflict do nothing`
}

/** Their text as one, over the alias `t`. */
export function joined(fields: readonly [name: string, field: Field][]): RawBuilder<unknown> {
  if (fields.length === 0) return sql`''`
  return sql`concat_ws(' ', ${sql.join(fields.map(([name, field]) => sql.ref(`t.${columnOf(name, field)}`)))})`
}
