import type { Breach, Sql } from './breach.ts'

interface Run {
  id: string
  status: string
  total: number
  position: number
  changed: number
  unchanged: number
  refused: number
  undone: number
  kept: number
  told: number
  records: number
  bearing: number
}

/**
 * A mass change has done to each record what it says, once, whatever ended in the middle of it, and is taken back as a
 * whole. Told by the mark it writes: the events that tell of it, and the companies that bear it.
 */
export async function bulkBreaches(sql: Sql): Promise<Breach[]> {
  const runs = await sql.rows<Run>(`
    select r.id, r.status, r.total, r.position, r.changed, r.unchanged, r.refused, r.undone, r.kept,
      e.told, e.records, (select count(*)::int from companies c where c.description = m.mark) as bearing
    from bulk_runs r cross join lateral (select r.act #>> '{changes,description}' as mark) m
    cross join lateral (
      select count(*)::int as told, count(distinct record_id)::int as records from events
      where kind = 'company.updated' and data #>> '{changes,description,1}' = m.mark) e`)
  return runs.flatMap((run) => {
    const problem = problemOf(run)
    return problem ? [{ check: 'bulk', what: `mass change ${run.id}: ${problem}`, detail: run }] : []
  })
}

function problemOf(run: Run): string | null {
  const { status, total, position, changed, unchanged, refused, undone, kept, told, records, bearing } = run
  if (told !== records) return `changed ${records} records, some of them more than once`
  if (told !== changed) return `counts ${changed} changed, but ${told} are told`
  if (changed + unchanged + refused !== position) return `dealt with ${position}, but counts otherwise`
  if (status === 'done' && position !== total) return `is done with ${position} of ${total}`
  if (status === 'undone' && undone + kept !== changed)
    return `put ${undone} back and left ${kept} of ${changed}`
  // Of those left because of a later change that was taken back itself, some may bear it again.
  if (status === 'undone' && kept === 0 && bearing > 0)
    return `was taken back, and ${bearing} companies still bear it`
  return null
}
