import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'

/** Titles of records by id, those in the recycle bin among them, whoever may read them. */
export async function titlesById(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, ${titleOf(entity)}::text as title from ${sql.table(entity.table)}
    where id = any(${ids}::uuid[]) and ${titleOf(entity)} is not null`.execute(ctx.tx)
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** Live records by what they are called, folded; of people by their e-mail as well, those who are active before others. */
export async function idsByName(
  ctx: Ctx,
  entity: Entity,
  folded: readonly string[],
): Promise<Map<string, string[]>> {
  const isUser = entity.name === 'user'
  // Two tell that a name is not that of one: however many there are, no more need be known.
  const { rows } = await sql<{ key: string; ids: string[] }>`
    select key, (coalesce(array_agg(distinct id) filter (where is_active), array_agg(distinct id)))[1:2] as ids
    from (
      select id, onward.fold(${titleOf(entity)}) as key, ${isUser ? sql`is_active` : sql`true as is_active`}
      from ${sql.table(entity.table)}
      where onward.fold(${titleOf(entity)}) = any(${folded}::text[]) and deleted_at is null
      ${
        isUser
          ? sql`union all select id, onward.fold(email), is_active from users
              where onward.fold(email) = any(${folded}::text[]) and deleted_at is null`
          : sql``
      }
    ) found group by key`.execute(ctx.tx)
  return new Map(rows.map(({ key, ids }) => [key, ids]))
}

const titleOf = ({ title, fields }: Entity) => sql.ref(columnOf(title, fields[title]!))
