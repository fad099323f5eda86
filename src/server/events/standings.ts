import { sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Tx } from '../db/database.ts'

/** What is known of a record to say who may read it. */
export interface Standing {
  /** Its owner and who does its next step. */
  holders: readonly string[]
  /** What it belongs to: whoever reads all of this reads it. */
  of: readonly { entity: Entity; id: string }[]
}

/** The ref fields that say what records of a kind belong to. */
export function belongingFields({ timelineOf, fields }: Entity): string[] {
  return timelineOf.filter((name) => fields[name]?.type.name === 'ref')
}

/** Who holds these records, by id; those whose rows are gone are not among them. One query. */
export async function heldRecords(
  tx: Tx,
  entity: Entity,
  ids: readonly string[],
): Promise<Map<string, Standing>> {
  const owner = sql.ref(`t.${columnOf(entity.ownerField!, entity.fields[entity.ownerField!]!)}`)
  const step = entity.worked ? sql`(select s.owner_id from steps s where s.id = t.next_step_id)` : sql`null`
  const { rows } = await sql<{ id: string; holders: string[] }>`
    select t.id, array_remove(array[${owner}, ${step}]::uuid[], null) as holders
    from ${sql.table(entity.table)} t where t.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, holders }) => [id, { holders, of: [] }]))
}

/** What these records belong to, by id; `targetOf` names the kind a field leads to. One query. */
export async function belongingRecords(
  tx: Tx,
  entity: Entity,
  ids: readonly string[],
  targetOf: (field: string) => Entity,
): Promise<Map<string, Standing>> {
  const fields = belongingFields(entity)
  const columns = fields.map((name) => sql.ref(`t.${columnOf(name, entity.fields[name]!)}`))
  const { rows } = await sql<{ id: string; of: (string | null)[] }>`
    select t.id, array[${sql.join(columns)}]::uuid[] as of
    from ${sql.table(entity.table)} t where t.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ id, of }) => {
      const belongs = fields.flatMap((name, at) => (of[at] ? [{ entity: targetOf(name), id: of[at] }] : []))
      return [id, { holders: [], of: belongs }]
    }),
  )
}
