import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { visibleSql } from '../../../server/records/access.ts'

/** Where a record is to be found and whose it is. */
export interface Place {
  title: string
  owner: string | null
  isInBin: boolean
}

/** A record the actor may read, in the recycle bin or not; otherwise it is as if it did not exist. */
export async function placeOf(ctx: Ctx, entity: Entity, id: string): Promise<Place> {
  const column = (name: string) => sql.ref(`t.${columnOf(name, entity.fields[name]!)}`)
  const owner = entity.ownerField ? column(entity.ownerField) : sql`null::uuid`
  const isInBin = entity.softDelete ? sql`t.deleted_at is not null` : sql`false`
  const { rows } = await sql<Place>`
    select left(coalesce(${column(entity.title)}::text, ''), 200) as title, ${owner} as owner, ${isInBin} as "isInBin"
    from ${sql.table(entity.table)} t where t.id = ${id} and ${visibleSql(ctx, entity)}`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: entity.name })
}
