import type { Breach, Sql } from './breach.ts'

/** Records made one are so in every respect, or in none: checked while people work and at the end. */
export async function mergeBreaches(sql: Sql): Promise<Breach[]> {
  const rows = await sql.rows<{ id: string; what: string }>(`
    select m.record_id as id, 'went into another and is still there' as what
      from merged_records m join contacts c on c.id = m.record_id where c.deleted_at is null
    union all select m.record_id, 'went into another, and a note still leads to it'
      from merged_records m join notes n on n.contact_id = m.record_id
    union all select m.record_id, 'went into another, which tells nothing of it'
      from merged_records m where not exists (
        select from events e where e.act_id = m.act_id and e.record_id = m.survivor_id and e.kind = 'contact.merged')
    union all select e.record_id, 'is told to have gone into another, which nothing points at'
      from events e where e.kind = 'contact.mergedAway'
        and not exists (select from merged_records m where m.act_id = e.act_id)
        and not exists (select from events u where u.kind = 'contact.unmerged' and u.data -> 'others' @> jsonb_build_array(jsonb_build_object('id', e.record_id)))`)
  return rows.map(({ id, what }) => ({ check: 'merges', what: `contact ${id} ${what}` }))
}
