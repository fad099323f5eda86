import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { isKnown } from '../../kernel/access/known-field.ts'
import { scopeOf } from '../../kernel/access/rights.ts'
import { search } from '../../kernel/commands/records.ts'
import { columnOf, columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import { mentionsIn, withNames } from '../../kernel/text/mentions.ts'
import { type Mark, marksIn } from '../../kernel/text/search/marks.ts'
import { foundIn, type Reading, rankOf } from '../../kernel/text/search/reading.ts'
import { searchableText } from '../../kernel/text/search/searchable.ts'
import { cutText } from '../../kernel/text/storable.ts'
import { type Ctx, textEnv } from '../context.ts'
import { answer } from '../registry.ts'
import { reachableSql, visibleSql } from './access.ts'
import { notDeleted } from './read.ts'
import { readQuery } from './search.ts'
import type { Candidate } from './search-entries.ts'
import { isSearched } from './search-index.ts'

type Hit = z.input<typeof search.output>['items'][number]

/** Fields shown under the title of a hit, the first that is filled. */
const subtitleFields = ['companyName', 'email', 'phone', 'city', 'jobTitle', 'industry']
/** Said under the title of what has none of these: for whom it is. */
const customers = ['company', 'contact']
/** Shown of a long text, around what was found. */
const excerptLength = 90

/** Answers GET /search over every entity with search fields the actor may read. */
export const searchAnswer = answer(search, async (ctx, { q, limit }) => {
  const entities = ctx.registry.entities.filter(
    (entity) => isSearched(entity) && scopeOf(ctx.actor, entity.rightsObject, 'read') !== 'no',
  )
  ctx.install.access.note(ctx, { kind: 'search', entity: 'any', record: null, words: q })
  const { reading, candidates, shownFor } = await readQuery(ctx, entities, q, limit)
  // Some more than are shown, so that among equals the urgent ones come first.
  const best = candidates.slice(0, 2 * limit)
  const shown = await shownRecords(ctx, best)
  const ranks = new Map(best.map((one) => [one.id, rankOf(reading, one)]))
  const named = await withMentioned(ctx, shown)
  const hits = named
    .toSorted((a, b) => ranks.get(a.id)! - ranks.get(b.id)! || byUrgency(a, b, ctx.now))
    .slice(0, limit)
    .map((record) => hitOf(ctx, record, reading))
  return { items: await withOwners(ctx, hits, shown), shownFor }
})

interface Shown {
  entity: string
  id: string
  updated_at: string
  due_at: string | null
  /** The company or person it leads to, as far as the actor is told of them. */
  customer: string | null
  /** Values of the fields that are searched or shown, and of those that say what it belongs to. */
  columns: Record<string, unknown>
}

/** The records as they are to be shown; once more only what the actor may read. */
async function shownRecords(ctx: Ctx, candidates: readonly Candidate[]): Promise<Shown[]> {
  if (candidates.length === 0) return []
  const kinds = [...new Set(candidates.map(({ entity }) => entity))].map((name) =>
    ctx.registry.catalog.entity(name),
  )
  const parts = kinds.map((entity) => {
    const ids = candidates.filter(({ entity: name }) => name === entity.name).map(({ id }) => id)
    const pairs = shownFields(entity).flatMap((name) => {
      const column = columnOf(name, entity.fields[name]!)
      return [sql`${column}::text`, sql.ref(`t.${column}`)]
    })
    const due: RawBuilder<unknown> = entity.worked
      ? sql`(select due_at from steps where id = t.next_step_id)`
      : sql`null::timestamptz`
    return sql`(
      select ${entity.name}::text as entity, t.id, t.updated_at, ${due} as due_at, ${customerSql(ctx, entity)} as customer,
        jsonb_build_object(${sql.join(pairs)}) as columns
      from ${sql.table(entity.table)} t
      where t.id = any(${ids}::uuid[]) and ${notDeleted(entity)} and ${visibleSql(ctx, entity)})`
  })
  const { rows } = await sql<Shown>`${sql.join(parts, sql` union all `)}`.execute(ctx.tx)
  return rows
}

function customerSql(ctx: Ctx, entity: Entity): RawBuilder<string | null> {
  const names = customers.flatMap((name) => {
    const field = entity.fields[name]
    if (field?.type.name !== 'ref' || !isKnown(field)) return []
    const target = ctx.registry.catalog.entity(field.options.to)
    const title = sql.ref(`c.${columnOf(target.title, target.fields[target.title]!)}`)
    return sql`(
      select ${title}::text from ${sql.table(target.table)} c
      where c.id = ${sql.ref(`t.${columnOf(name, field)}`)} and ${reachableSql(ctx, target, 'c')})`
  })
  return names.length > 0 ? sql`coalesce(${sql.join(names)})` : sql`null::text`
}

/** Colleagues a text speaks to stand in it by name. */
async function withMentioned(ctx: Ctx, shown: Shown[]): Promise<Shown[]> {
  const textOf = ({ entity, columns }: Shown) => {
    const { title, fields } = ctx.registry.catalog.entity(entity)
    const column = columnOf(title, fields[title]!)
    return fields.mentions ? { column, text: String(columns[column] ?? '') } : null
  }
  const ids = shown.flatMap((record) => mentionsIn(textOf(record)?.text ?? ''))
  if (ids.length === 0) return shown
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where id = any(${[...new Set(ids)]}::uuid[])`.execute(ctx.tx)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return shown.map((record) => {
    const said = textOf(record)
    if (!said) return record
    const text = withNames(said.text, (id) => names.get(id))
    return { ...record, columns: { ...record.columns, [said.column]: text } }
  })
}

function shownFields(entity: Entity): string[] {
  const searched = Object.entries(entity.fields).flatMap(([name, { search: isOne }]) => (isOne ? [name] : []))
  const present = subtitleFields.filter((name) => entity.fields[name])
  const names = [entity.title, ...searched, ...present, ...(isText(entity) ? entity.timelineOf : [])]
  return [...new Set(names)].filter((name) => isKnown(entity.fields[name]!))
}

/** A text rather than a thing with a name: it has no page of its own and is shown with what it belongs to. */
function isText(entity: Entity): boolean {
  return entity.fields[entity.title]!.type.name === 'longText'
}

/** What has a next step before what has none, what is due first before the rest; else what was changed last. */
function byUrgency(a: Shown, b: Shown, now: Date): number {
  const week = new Date(now.getTime() + 7 * 86_400_000).toISOString()
  const due = ({ due_at }: Shown) => {
    const at = due_at === null ? null : new Date(due_at).toISOString()
    return at !== null && at < week ? at : week
  }
  const byDue = due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0
  return byDue || new Date(b.updated_at).getTime() - new Date(a.updated_at).getTime()
}

function hitOf(ctx: Ctx, record: Shown, reading: Reading): Hit {
  const entity = ctx.registry.catalog.entity(record.entity)
  const printed = printedFields(ctx, entity, record)
  const whole = ` ${searchableText([...printed.values()].map(({ stored }) => stored).join(' '))} `
  const words = reading.flatMap((alternatives) => foundIn(alternatives, whole)?.text ?? [])
  const title = printed.get(entity.title)?.text ?? ''
  const excerpt = isText(entity) ? excerptOf(title, words) : title
  const lacking = words.filter((word) => marksIn(title, [word]).length === 0)
  const [field, found] =
    [...printed].find(
      ([name, { text }]) =>
        name !== entity.title && entity.fields[name]!.search && marksIn(text, lacking).length > 0,
    ) ?? []
  const subtitle = subtitleFields.find((name) => printed.has(name) && name !== field)
  return {
    entity: entity.name,
    id: record.id,
    title: excerpt,
    titleMarks: mutable(marksIn(excerpt, words)),
    subtitle: subtitle === undefined ? record.customer : printed.get(subtitle)!.text,
    found: field && found ? { field, text: found.text, marks: mutable(marksIn(found.text, lacking)) } : null,
    of: null,
  }
}

const mutable = (marks: readonly Mark[]) => marks.map(([from, until]): [number, number] => [from, until])

/** The filled fields, as they are stored and as people read them. */
function printedFields(
  ctx: Ctx,
  entity: Entity,
  { columns }: Shown,
): Map<string, { stored: string; text: string }> {
  const env = textEnv(ctx)
  const fields = shownFields(entity).flatMap((name): [string, { stored: string; text: string }][] => {
    const { type, options } = entity.fields[name]!
    const stored = columns[columnsOf(name, entity.fields[name]!)[0]!.column]
    if (stored == null || type.name === 'ref') return []
    // Of several columns the first holds the text.
    const text =
      type.columns.length > 1 ? String(stored) : type.print(type.fromColumns([stored]), options, env)
    return [[name, { stored: String(stored), text }]]
  })
  return new Map(fields)
}

/** The part of a long text the words are in. */
function excerptOf(text: string, words: readonly string[]): string {
  const line = text.replace(/\s/g, ' ')
  const first = marksIn(line, words)[0]?.[0] ?? 0
  const from = first < excerptLength / 2 ? 0 : line.lastIndexOf(' ', first - 20) + 1
  const part = cutText(line.slice(from), excerptLength)
  return `${from > 0 ? '…' : ''}${part}${from + excerptLength < line.length ? '…' : ''}`
}

/** With what the texts among the hits belong to. Who sees a text sees that as well. */
async function withOwners(ctx: Ctx, hits: Hit[], shown: readonly Shown[]): Promise<Hit[]> {
  const owners = new Map<string, { entity: Entity; id: string }>()
  for (const record of shown) {
    const entity = ctx.registry.catalog.entity(record.entity)
    if (!isText(entity)) continue
    for (const name of entity.timelineOf) {
      const field = entity.fields[name]!
      const id = record.columns[columnOf(name, field)] as string | null
      if (id && !owners.has(record.id))
        owners.set(record.id, { entity: ctx.registry.catalog.entity(field.options.to), id })
    }
  }
  const wanted = hits.flatMap(({ id }) => owners.get(id) ?? [])
  if (wanted.length === 0) return hits
  const parts = [...new Set(wanted.map(({ entity }) => entity))].map((entity) => {
    const ids = wanted.filter((one) => one.entity === entity).map(({ id }) => id)
    const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
    return sql`(
      select t.id, ${title} as title from ${sql.table(entity.table)} t
      where t.id = any(${ids}::uuid[]) and ${notDeleted(entity)} and ${visibleSql(ctx, entity)})`
  })
  const { rows } = await sql<{ id: string; title: string }>`${sql.join(parts, sql` union all `)}`.execute(
    ctx.tx,
  )
  const titles = new Map(rows.map(({ id, title }) => [id, title]))
  return hits.flatMap((hit) => {
    const owner = owners.get(hit.id)
    if (!owner) return [hit]
    const title = titles.get(owner.id)
    // What it belongs to is in the recycle bin: there is no page to open.
    return title === undefined ? [] : [{ ...hit, of: { entity: owner.entity.name, id: owner.id, title } }]
  })
}
