import type { Breach, Sql } from './breach.ts'

/** Records whose changes are told one by one, each with the version it led to. */
const told = ['leads', 'deals', 'steps', 'users', 'contacts', 'companies']

/** A mass change that was taken back but for records changed since: those it cannot take back any more. */
const leftByUndo = `
  select 1 from bulk_runs b
  where b.kept > 0 and b.act #>> '{changes,description}' = data #>> '{changes,description,1}'`

/**
 * Records of which a part of an act is there and another is not: a version without its event, an event without its
 * version, a change that cannot be undone because the row before it was not kept. Acts are whole or absent, so at
 * every instant there is none; `seconds` narrows the search to what has just been written.
 */
export async function halfStates(sql: Sql, seconds: number | null = null): Promise<Breach[]> {
  const lately =
    seconds === null
      ? 'true'
      : `r.updated_at > (select max(updated_at) from steps) - interval '${seconds} seconds'`
  const queries = told.map(
    (table) => `
      select '${table}' as "table", r.id, r.version, e.told, e.created, e.undoable from ${table} r cross join lateral (
        select count(*) filter (where data ? 'version')::int as told,
          count(*) filter (where kind like '%.created')::int as created,
          count(*) filter (where data ? 'version' and not exists (
            select 1 from undo_rows u where u.act_id = e.act_id and u.record_id = r.id)
            and not exists (${leftByUndo})) = 0 as undoable,
          count(*) filter (where kind = 'act.undone' or kind ~ '\\.(deleted|restored|merged|mergedAway|unmerged)$') as others
        from events e where e.record_id = r.id
      ) e where ${lately} and e.others = 0 and (e.told, e.undoable) is distinct from (r.version - 1, true)`,
  )
  const rows = await sql.rows<{
    table: string
    id: string
    version: number
    told: number
    undoable: boolean
  }>(queries.join(' union all '))
  return rows.map(({ table, id, version, told, undoable }) => ({
    check: 'half-states',
    what: `${table} ${id}: version ${version}, but ${told} changes are told${undoable ? '' : ', not all of which can be undone'}`,
  }))
}
