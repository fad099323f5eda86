import type { World } from '../world.ts'
import type { Breach, Sql } from './breach.ts'

/**
 * Whatever type the field has come to have, each deal has the number that was written into it last: no change was lost
 * because it was made while the values were being converted.
 */
export async function fieldBreaches(sql: Sql, { admin }: World, url: string): Promise<Breach[]> {
  const told = await sql.rows<{ id: string; size: unknown }>(`
    select distinct on (record_id) record_id as id, data #> '{changes,x_size,1}' as size from events
    where entity = 'deal' and data -> 'changes' ? 'x_size' order by record_id, (data ->> 'version')::int desc`)
  const breaches: Breach[] = []
  for (const { id, size } of told) {
    const answer = await fetch(`${url}/api/v1/deals/${id}`, { headers: admin.headers })
    const { item } = (await answer.json()) as { item?: { x_size: unknown } }
    if (digitsOf(item?.x_size) !== digitsOf(size))
      breaches.push({ check: 'fields', what: `deal ${id} was given ${size} last and has ${item?.x_size}` })
  }
  return breaches
}

/** Where it is a text again it may be written as people write numbers. */
function digitsOf(value: unknown): string {
  return String(value ?? '').replace(/\D/g, '')
}
