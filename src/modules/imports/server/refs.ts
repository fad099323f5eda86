import { type RawBuilder, sql } from 'kysely'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'
import { type RefKey, refKinds } from './ref-keys.ts'
import { bareName, type NamedFind } from './ways.ts'

/** A record found by what stands in a cell. */
export interface Found extends NamedFind {
  /** False for a user who has been switched off. */
  isActive: boolean
  /** Two companies of one name are told apart by it. */
  taxId: string | null
}

/** What is known of the record a row names. */
export interface Sought {
  /** What it may be found by, the surest first. */
  keys: readonly RefKey[]
  taxId?: unknown
}

/** Finds records for a whole import; remembers what it has found. */
export interface Refs {
  /** Looks up all at once. */
  load(ctx: Ctx, entity: Entity, sought: Iterable<Sought>): Promise<void>
  find(entity: Entity, sought: Sought): Found | null
  /** A record that is being made. */
  add(entity: Entity, sought: Sought, name: string, id: string): void
  /** Forgets what was found and made: after a rollback what was made is gone again. */
  forget(): void
}

/** Small tables are searched forgivingly: without blanks and punctuation, `GTXPro` is `GTX Pro`. */
const forgiving = ['product', 'user', 'team', 'role']
/** More keys than this are forgotten and looked up again, so that memory stays bounded. */
const mostKeys = 50_000

interface Known {
  found: Map<RefKey, Found>
  /** Made by this import; a check cannot look these up again. */
  made: Map<RefKey, Found>
  /** The same without blanks and punctuation, where names are searched forgivingly. */
  bare: Map<string, Found>
}

/** `keepsMade`: a check, in which nothing is written, remembers for good what it would have made. */
export function createRefs(keepsMade: boolean): Refs {
  const known = new Map<string, Known>()
  const of = ({ name }: Entity): Known => {
    const one = known.get(name) ?? { found: new Map(), made: new Map(), bare: new Map() }
    known.set(name, one)
    return one
  }
  const clear = ({ found, made, bare }: Known) => {
    for (const map of keepsMade ? [found] : [found, made, bare]) map.clear()
  }
  const find = (entity: Entity, { keys, taxId }: Sought): Found | null => {
    const { found, made, bare } = of(entity)
    for (const key of keys) {
      const one = found.get(key) ?? made.get(key)
      if (one && !(key.startsWith('name:') && isOther(one, taxId))) return one
    }
    const name = bare.size > 0 ? nameOf(keys) : null
    return (name && bare.get(bareName(name))) || null
  }
  return {
    find,
    async load(ctx, entity, wanted) {
      const known = of(entity)
      const { found } = known
      if (found.size + known.made.size > mostKeys) clear(known)
      const missing = [...wanted].filter((one) => !find(entity, one))
      if (missing.length === 0) return
      for (const { id, isActive, taxId, key } of await byKeys(ctx, entity, missing))
        if (!found.has(key)) found.set(key, { id, loosely: null, isActive, taxId })
      const left = missing.filter((one) => !find(entity, one)).flatMap(({ keys }) => nameOf(keys) ?? [])
      if (left.length > 0 && forgiving.includes(entity.name)) await findLoosely(ctx, entity, left, found)
    },
    add(entity, { keys, taxId }, name, id) {
      const { made, bare } = of(entity)
      const one: Found = {
        id,
        loosely: null,
        isActive: true,
        taxId: typeof taxId === 'string' ? taxId : null,
      }
      for (const key of keys) made.set(key, one)
      const near = forgiving.includes(entity.name) ? bareName(name) : ''
      if (near !== '' && !bare.has(near)) bare.set(near, { ...one, loosely: name })
    },
    forget() {
      for (const one of known.values()) clear(one)
    },
  }
}

const isOther = ({ taxId: known }: Found, taxId: unknown) =>
  typeof taxId === 'string' && known !== null && known !== taxId

function nameOf(keys: readonly RefKey[]): string | null {
  return keys.find((key) => key.startsWith('name:'))?.slice(5) ?? null
}

interface KeyedRow {
  id: string
  isActive: boolean
  taxId: string | null
  key: RefKey
}

/** Of several records with one key the oldest, an active one before others. */
async function byKeys(ctx: Ctx, entity: Entity, sought: readonly Sought[]): Promise<KeyedRow[]> {
  const wanted = new Set(sought.flatMap(({ keys }) => keys))
  const ways = refKinds.flatMap((kind) => {
    const texts = [...wanted]
      .filter((key) => key.startsWith(`${kind}:`))
      .map((key) => key.slice(kind.length + 1))
    return texts.length === 0
      ? []
      : columnsOf(entity, kind).map(
          (column) => sql`
    select t.id, ${isActive(entity)} as "isActive", ${entity.fields.taxId ? sql`t.tax_id` : sql`null`} as "taxId",
      ${`${kind}:`} || ${column} as key, t.created_at
    from ${sql.table(entity.table)} t
    where ${column} = any(${texts}::text[]) and t.deleted_at is null and ${reachableSql(ctx, entity, 't')}`,
        )
  })
  const { rows } = await sql<KeyedRow>`
    select id, "isActive", "taxId", key from (${sql.join(ways, sql` union all `)}) found
    order by "isActive" desc, created_at, id`.execute(ctx.tx)
  return rows
}

/** Where a key stands; the expressions are those of the indexes. */
function columnsOf(entity: Entity, kind: (typeof refKinds)[number]): RawBuilder<unknown>[] {
  const { fields, title } = entity
  if (kind === 'name') return [sql`onward.fold(${sql.ref(`t.${columnOf(title, fields[title]!)}`)})`]
  if (kind === 'id') return [sql`t.external_id`]
  if (kind === 'tax') return [sql`t.tax_id`]
  if (kind === 'host')
    return [
      sql`substring(lower(t.website) from '^https?://(?:www[.])?([^/:?#]+)')`,
      sql`split_part(t.email, '@', 2)`,
    ]
  return [kind === 'phone' ? sql`t.phone` : sql`t.email`]
}

async function findLoosely(
  ctx: Ctx,
  entity: Entity,
  names: string[],
  found: Map<RefKey, Found>,
): Promise<void> {
  const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  const { rows } = await sql<{ id: string; isActive: boolean; title: string }>`
    select t.id, ${isActive(entity)} as "isActive", ${title} as title from ${sql.table(entity.table)} t
    where t.deleted_at is null and ${reachableSql(ctx, entity, 't')}
    order by "isActive", t.created_at desc, t.id desc limit 10000`.execute(ctx.tx)
  const bare = new Map(rows.map((row) => [bareName(row.title), row]))
  for (const name of names) {
    const row = bareName(name) === '' ? undefined : bare.get(bareName(name))
    if (row)
      found.set(`name:${name}`, { id: row.id, loosely: row.title, isActive: row.isActive, taxId: null })
  }
}

function isActive(entity: Entity): RawBuilder<unknown> {
  return entity.name === 'user' ? sql`t.is_active` : sql`true`
}

/** Whether the actor may make records of this kind at all. */
export function mayMake(ctx: Ctx, entity: Entity): boolean {
  return scopeOf(ctx.actor, entity.rightsObject, 'create') !== 'no'
}
