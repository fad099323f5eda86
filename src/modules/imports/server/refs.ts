import { type RawBuilder, sql } from 'kysely'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'
import { bareName, type NamedFind } from './ways.ts'

/** A record found by the name that stands in a cell. */
export interface Found extends NamedFind {
  /** False for a user who has been switched off. */
  isActive: boolean
}

/** Finds records by name for a whole import; remembers what it has found. */
export interface Refs {
  /** Looks up all names at once. */
  load(ctx: Ctx, entity: Entity, names: Iterable<string>): Promise<void>
  find(entity: Entity, name: string): Found | null
  /** A record that is being made under this name. */
  add(entity: Entity, name: string, id: string): void
  /** Forgets what was found and made: after a rollback what was made is gone again. */
  forget(): void
}

/** Small tables are searched forgivingly: without blanks and punctuation, `GTXPro` is `GTX Pro`. */
const forgiving = ['product', 'user', 'team', 'role']
/** More names than this are forgotten and looked up again, so that memory stays bounded. */
const mostNames = 50_000

interface Known {
  /** By the id another system gave the record, letter for letter. */
  ids: Map<string, Found>
  names: Map<string, Found>
  /** Made by this import; a check cannot look these up again. */
  made: Map<string, Found>
  /** The same without blanks and punctuation, where names are searched forgivingly. */
  bare: Map<string, Found>
}

/** `keepsMade`: a check, in which nothing is written, remembers for good what it would have made. */
export function createRefs(keepsMade: boolean): Refs {
  const known = new Map<string, Known>()
  const of = ({ name }: Entity): Known => {
    const found = known.get(name) ?? { ids: new Map(), names: new Map(), made: new Map(), bare: new Map() }
    known.set(name, found)
    return found
  }
  const clear = ({ ids, names, made, bare }: Known) => {
    for (const map of keepsMade ? [ids, names] : [ids, names, made, bare]) map.clear()
  }
  const find = (entity: Entity, name: string): Found | null => {
    const { ids, names, made, bare } = of(entity)
    const folded = foldText(name)
    const found = ids.get(name) ?? names.get(folded) ?? made.get(folded)
    return found ?? (bare.size > 0 ? bare.get(bareName(name)) : undefined) ?? null
  }
  return {
    find,
    async load(ctx, entity, wanted) {
      const known = of(entity)
      const { ids, names } = known
      if (ids.size + names.size + known.made.size > mostNames) clear(known)
      const missing = [...new Set(wanted)].filter((name) => !find(entity, name))
      if (missing.length === 0) return
      for (const { id, isActive, by, key } of await byName(ctx, entity, missing)) {
        const map = by === 'id' ? ids : names
        if (!map.has(key)) map.set(key, { id, loosely: null, isActive })
      }
      const left = missing.filter((name) => !find(entity, name))
      if (left.length > 0 && forgiving.includes(entity.name)) await findLoosely(ctx, entity, left, names)
    },
    add(entity, name, id) {
      const { made, bare } = of(entity)
      made.set(foldText(name), { id, loosely: null, isActive: true })
      const near = forgiving.includes(entity.name) ? bareName(name) : ''
      if (near !== '' && !bare.has(near)) bare.set(near, { id, loosely: name, isActive: true })
    },
    forget() {
      for (const one of known.values()) clear(one)
    },
  }
}

interface NamedRow {
  id: string
  isActive: boolean
  by: 'id' | 'email' | 'name'
  key: string
}

/** The id another system gave comes first, then the e-mail, then the name but for case and ё; of several the oldest. */
async function byName(ctx: Ctx, entity: Entity, names: string[]): Promise<NamedRow[]> {
  const folded = names.map(foldText)
  const from = (by: string, key: RawBuilder<unknown>, condition: RawBuilder<unknown>) => sql`
    select t.id, ${isActive(entity)} as "isActive", ${by} as by, ${key} as key, t.created_at
    from ${sql.table(entity.table)} t
    where ${condition} and t.deleted_at is null and ${reachableSql(ctx, entity, 't')}`
  const title = sql`onward.fold(${sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)})`
  const ways = [from('name', title, sql`${title} = any(${folded}::text[])`)]
  if (entity.fields.email)
    ways.unshift(from('email', sql`onward.fold(t.email)`, sql`t.email = any(${folded}::text[])`))
  if (entity.fields.externalId)
    ways.unshift(from('id', sql`t.external_id`, sql`t.external_id = any(${names}::text[])`))
  const { rows } = await sql<NamedRow>`
    select id, "isActive", by, key from (${sql.join(ways, sql` union all `)}) found
    order by by = 'name', "isActive" desc, created_at, id`.execute(ctx.tx)
  return rows
}

async function findLoosely(
  ctx: Ctx,
  entity: Entity,
  names: string[],
  found: Map<string, Found>,
): Promise<void> {
  const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  const { rows } = await sql<{ id: string; isActive: boolean; title: string }>`
    select t.id, ${isActive(entity)} as "isActive", ${title} as title from ${sql.table(entity.table)} t
    where t.deleted_at is null and ${reachableSql(ctx, entity, 't')}
    order by "isActive", t.created_at desc, t.id desc limit 10000`.execute(ctx.tx)
  const bare = new Map(rows.map((row) => [bareName(row.title), row]))
  for (const name of names) {
    const row = bareName(name) === '' ? undefined : bare.get(bareName(name))
    if (row) found.set(foldText(name), { id: row.id, loosely: row.title, isActive: row.isActive })
  }
}

function isActive(entity: Entity): RawBuilder<unknown> {
  return entity.name === 'user' ? sql`t.is_active` : sql`true`
}

/** Whether the actor may make records of this kind at all. */
export function mayMake(ctx: Ctx, entity: Entity): boolean {
  return scopeOf(ctx.actor, entity.rightsObject, 'create') !== 'no'
}
