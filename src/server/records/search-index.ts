import { type RawBuilder, sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { nameKey } from '../../kernel/matching/name-key.ts'
import { searchableText, spelledWords } from '../../kernel/text/search/searchable.ts'
import { arrayLiteral, type BulkColumn, bulkRows } from '../db/bulk.ts'
import type { Db, Tx } from '../db/database.ts'
import { notDeleted } from './read.ts'
import type { StoredRecord } from './rows.ts'

/** Whether records of a kind are found by search. */
export function isSearched(entity: Entity): boolean {
  return searchedFields(entity).length > 0
}

/** What new records are found by: their rows of the index, and the words in them that spelling is corrected by. */
export interface Entries {
  columns: BulkColumn[]
  words: ReadonlySet<string>
}

/**
 * The entries of new records; null where they are not searched. What is searched is made here and not by the server,
 * which takes several times as long to fold a text.
 */
export function entriesOf(entity: Entity, records: readonly StoredRecord[]): Entries | null {
  const searched = searchedFields(entity)
  if (searched.length === 0) return null
  const words = new Set<string>()
  const texts = records.map((record) => {
    // Letters are folded one by one, so the form of a text is that of its parts.
    const forms = searched.flatMap(([name, { type }]) => {
      const text = textOf(type, record[name])
      if (text === null) return []
      const form = searchableText(text)
      if (!noSpelling.has(type.name)) for (const word of spelledWords(form)) words.add(word)
      return [form]
    })
    return ` ${forms.join(' ')} `
  })
  const keyOf = (title: unknown) => (entity.named ? nameKey(String(title)) : null)
  return {
    columns: [
      { name: 'record_id', type: 'uuid', values: records.map(({ id }) => id) },
      { name: 'entity', type: 'text', values: records.map(() => entity.name) },
      { name: 'title', type: 'text', values: records.map((record) => titleForm(record[entity.title])) },
      { name: 'text', type: 'text', values: texts },
      { name: 'name_key', type: 'text', values: records.map((record) => keyOf(record[entity.title])) },
    ],
    words,
  }
}

/** Enters them all. */
export function enterEntries({ columns }: Entries): RawBuilder<unknown> {
  return sql`insert into search_entries ${bulkRows(columns)}`
}

/** Enters the words that are not known yet. */
export function enterWords(words: ReadonlySet<string>): RawBuilder<unknown> {
  return addWords(sql`unnest(${arrayLiteral([...words])}::text[]) as spelt`)
}

/** What a value is searched by: the column that bears the name of its field, which holds text. */
function textOf(type: Field['type'], value: unknown): string | null {
  if (value == null) return null
  const text = type.toColumns(value)[type.columns.findIndex(({ suffix }) => suffix === '')]
  return text == null ? null : String(text)
}

function titleForm(title: unknown): string {
  const form = searchableText(String(title ?? '')).replace(/^ +| +$/g, '')
  return form.length <= 100 ? form : [...form].slice(0, 100).join('')
}

/**
 * Lets the entries of this transaction gather unsorted, where every search reads through them, until `sortEntries`. Else
 * whoever brings the four thousandth has to sort them all in, and the rows that are to come have to wait for it.
 */
export async function gatherEntries(tx: Tx): Promise<void> {
  await sql`set local gin_pending_list_limit = '64MB'`.execute(tx)
}

/** Sorts entries that have gathered into the index. Whoever writes further ones meanwhile does not wait. */
export async function sortEntries(tx: Tx): Promise<void> {
  await sql`select gin_clean_pending_list('search_entries_text')`.execute(tx)
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
 * Indexes the next records of an entity anew, at most so many after the id given: when values have come into its table
 * by another way than the records pipeline, or when other fields are to be searched than before. Gives the id to go on
 * after, null at the end. With a transaction for each call nobody waits for the rest.
 */
export async function indexNext(
  db: Db,
  entity: Entity,
  { after, most }: { after: string | null; most: number },
): Promise<string | null> {
  // Locked first, as whoever changes one does: what he brings into the index comes after this.
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(entity.table)} t
    where ${after === null ? sql`true` : sql`t.id > ${after}`} and ${notDeleted(entity)}
    order by t.id limit ${most} for no key update`.execute(db)
  await index(db, entity, sql`select unnest(${rows.map(({ id }) => id)}::uuid[])`)
  return rows.length === most ? rows.at(-1)!.id : null
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
