import { sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'

/** Rows kept for undo beside those an act remembers one by one; the numbers of both must not meet. */
const firstSeq = 1_000_000_000

/**
 * Takes these records out of every list that leads to them (`refs` fields), putting `into` in their place where one is
 * given. What is in the recycle bin is changed as well, so that nothing comes back from it with what is gone. Undone
 * with the act. However many rows there are, they never leave the database. The records themselves must be locked.
 * Returns how many records changed.
 */
export async function replaceListed(
  ctx: Ctx,
  target: Entity,
  from: readonly string[],
  into: string | null,
): Promise<number> {
  let changed = 0
  for (const entity of ctx.registry.entities)
    for (const [name, field] of Object.entries(entity.fields))
      if (field.type.name === 'refs' && field.options.to === target.name)
        changed += await replaceIn(ctx, entity, columnOf(name, field), { from, into })
  return changed
}

interface Replacing {
  from: readonly string[]
  into: string | null
}

async function replaceIn(ctx: Ctx, entity: Entity, name: string, { from, into }: Replacing): Promise<number> {
  const table = sql.table(entity.table)
  const column = sql.ref(`t.${name}`)
  const ids = sql`${[...from]}::uuid[]`
  const { rows } = await sql<{ changed: number }>`
    with held as materialized (
      select t.id, t.version, to_jsonb(t) as before from ${table} t where ${column} && ${ids} order by t.id for update
    ), again as (
      update undo_rows u set version_after = h.version + 1 from held h
      where u.act_id = ${ctx.act} and u.record_id = h.id returning u.record_id
    ), kept as (
      insert into undo_rows (act_id, seq, entity, record_id, root_id, before, version_after)
      select ${ctx.act}::uuid,
        greatest(${firstSeq}::int, (select max(u.seq) + 1 from undo_rows u where u.act_id = ${ctx.act})) + row_number() over (order by id),
        ${entity.name}::text, id, id, before, version + 1
      from held where id not in (select record_id from again)
    ), written as (
      update ${table} t set version = t.version + 1, updated_at = ${ctx.now}, ${sql.ref(name)} = (
        select nullif(array_agg(distinct case when one = any(${ids}) then ${into}::uuid else one end)
          filter (where one <> all(${ids}) or ${into}::uuid is not null), '{}')
        from unnest(${column}) as one)
      where t.id in (select id from held) returning 1
    )
    select count(*)::int as changed from written`.execute(ctx.tx)
  return rows[0]!.changed
}
