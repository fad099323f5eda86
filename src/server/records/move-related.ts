import { type RawBuilder, sql } from 'kysely'
import type { Relation } from '../../kernel/entities/catalog.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { rememberRow } from './remember.ts'

/** Records moved at most in one merge; all of them are held in memory for undo. */
const mostMoved = 10_000

/**
 * Makes every record that led to one of the losers, by a field for one record or for several, lead to the survivor.
 * Returns how many moved by table; fails with `merge.too-many` above 10,000.
 */
export async function moveRelated(
  ctx: Ctx,
  entity: Entity,
  survivor: string,
  losers: readonly string[],
): Promise<Record<string, number>> {
  const moved: Record<string, number> = {}
  let room = mostMoved
  for (const relation of ctx.registry.catalog.allRelationsOf(entity)) {
    const { entity: other } = relation
    const { leads, was, column, value } = pointing(relation, survivor, losers)
    const table = sql.table(other.table)
    // Links among the records that become one are left to the merge of their values.
    const group = other.name === entity.name ? [survivor, ...losers] : []
    const { rows } = await sql<{ id: string; was: string; version: number; before: unknown }>`
      select t.id, ${was} as was, t.version, to_jsonb(t) as before from ${table} t
      where ${leads} and t.id <> all(${group}::uuid[]) order by t.id limit ${room + 1} for update`.execute(
      ctx.tx,
    )
    room -= rows.length
    if (room < 0) fail('merge.too-many', { max: mostMoved })
    if (rows.length === 0) continue
    // Undone together with the loser they led to.
    for (const { id, was: rootId, version, before } of rows)
      rememberRow(ctx, { entity: other.name, recordId: id, rootId, before, versionAfter: version + 1 })
    await sql`
      update ${table} t set ${column} = ${value}, version = t.version + 1, updated_at = ${ctx.now}
      where t.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(ctx.tx)
    moved[other.table] = (moved[other.table] ?? 0) + rows.length
  }
  return moved
}

interface Pointing {
  /** Whether a row over `t` leads to one of the losers, and to which. */
  leads: RawBuilder<boolean>
  was: RawBuilder<string>
  /** What is set to what, so that it leads to the survivor. */
  column: RawBuilder<unknown>
  value: RawBuilder<unknown>
}

function pointing({ entity, field }: Relation, survivor: string, losers: readonly string[]): Pointing {
  const name = columnOf(field, entity.fields[field]!)
  const column = sql.ref(name)
  const at = sql.ref<string>(`t.${name}`)
  const gone = sql`${[...losers]}::uuid[]`
  if (entity.fields[field]!.type.name === 'ref')
    return { leads: sql<boolean>`${at} = any(${gone})`, was: at, column, value: sql`${survivor}::uuid` }
  return {
    leads: sql<boolean>`${at} && ${gone}`,
    was: sql<string>`(select one from unnest(${at}) as one where one = any(${gone}) limit 1)`,
    column,
    value: sql`(select array_agg(distinct case when one = any(${gone}) then ${survivor}::uuid else one end)
      from unnest(${at}) as one)`,
  }
}
