import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { ImportSettings } from '../import-settings.ts'

/** A record found by the name that stands in a cell. */
export interface Found {
  id: string
  /** The name as it is stored, when it differs in more than case; worth a warning. */
  loosely: string | null
}

/** Finds records by name for a whole import; remembers what it has found. */
export interface Refs {
  /** Looks up all names at once. */
  load(ctx: Ctx, entity: Entity, names: Iterable<string>): Promise<void>
  find(entity: Entity, name: string): Found | null
  /** Makes the missing ones; in a check only pretends to. Returns their ids. */
  create(ctx: Ctx, entity: Entity, names: Iterable<string>, pretend: boolean): Promise<string[]>
  /** Forgets what was found: after a rollback what was made is gone again. */
  forget(): void
}

/** Small tables are searched forgivingly: without blanks and punctuation, `GTXPro` is `GTX Pro`. */
const forgiving = ['product', 'user', 'team', 'stage', 'pipeline', 'role']

export function createRefs(settings: ImportSettings): Refs {
  const known = new Map<string, Map<string, Found | null>>()
  const of = (entity: Entity) => {
    const map = known.get(entity.name) ?? new Map<string, Found | null>()
    known.set(entity.name, map)
    return map
  }
  return {
    forget: () => known.clear(),
    async load(ctx, entity, names) {
      const map = of(entity)
      const wanted = new Map([...names].map((name) => [foldText(name), name]))
      for (const folded of [...wanted.keys()]) if (map.get(folded)) wanted.delete(folded)
      if (wanted.size === 0) return
      for (const { id, folded } of await byName(ctx, entity, [...wanted.keys()], settings))
        if (!map.get(folded)) map.set(folded, { id, loosely: null })
      const missing = [...wanted.keys()].filter((folded) => !map.get(folded))
      if (missing.length > 0 && forgiving.includes(entity.name))
        await findLoosely(ctx, entity, missing, map, settings)
    },
    find: (entity, name) => of(entity).get(foldText(name)) ?? null,
    async create(ctx, entity, names, pretend) {
      const map = of(entity)
      const missing = new Map(
        [...names].filter((name) => !map.get(foldText(name))).map((name) => [foldText(name), name]),
      )
      const drafts = [...missing.values()].map((name) => ({
        id: uuidv7(),
        values: { [entity.title]: name },
        extra: {},
      }))
      if (!pretend) await createRecords(ctx, entity, drafts)
      drafts.forEach(({ id, values }) =>
        map.set(foldText(values[entity.title] as string), { id, loosely: null }),
      )
      return drafts.map(({ id }) => id)
    },
  }
}

/** Exact names but for case and ё; a user also by e-mail, a record also by the id another system gave it. */
async function byName(
  ctx: Ctx,
  entity: Entity,
  folded: string[],
  settings: ImportSettings,
): Promise<{ id: string; folded: string }[]> {
  const title = sql.ref(columnOf(entity.title, entity.fields[entity.title]!))
  const alternatives = [
    sql`select id, onward.fold(${title}) as folded, created_at from ${sql.table(entity.table)}
    where onward.fold(${title}) = any(${folded}::text[]) and deleted_at is null ${within(entity, settings)}`,
  ]
  for (const name of ['email', 'externalId'].filter(
    (one) => entity.fields[one] && entity.name !== 'product',
  )) {
    const column = sql.ref(columnOf(name, entity.fields[name]!))
    alternatives.push(sql`select id, onward.fold(${column}) as folded, created_at from ${sql.table(entity.table)}
      where ${column} = any(${folded}::text[]) and deleted_at is null`)
  }
  const { rows } = await sql<{ id: string; folded: string }>`
    select id, folded from (${sql.join(alternatives, sql` union all `)}) found order by created_at, id`.execute(
    ctx.tx,
  )
  return rows
}

async function findLoosely(
  ctx: Ctx,
  entity: Entity,
  missing: string[],
  map: Map<string, Found | null>,
  settings: ImportSettings,
): Promise<void> {
  const title = sql.ref(columnOf(entity.title, entity.fields[entity.title]!))
  const { rows } = await sql<{ id: string; title: string }>`
    select id, ${title} as title from ${sql.table(entity.table)}
    where deleted_at is null ${within(entity, settings)} order by created_at, id limit 10000`.execute(ctx.tx)
  const bare = new Map(rows.map((row) => [lettersOf(row.title), row]))
  for (const folded of missing) {
    const row = bare.get(lettersOf(folded))
    map.set(folded, row && lettersOf(folded) !== '' ? { id: row.id, loosely: row.title } : null)
  }
}

/** Stages are looked for in the pipeline chosen for the import only. */
function within(entity: Entity, { pipeline }: ImportSettings) {
  return entity.name === 'stage' && pipeline ? sql`and pipeline_id = ${pipeline}` : sql``
}

function lettersOf(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
}
