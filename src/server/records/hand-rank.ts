import { type RawBuilder, sql } from 'kysely'

/** The place of a record in the order made by hand: where it was put, or where its creation put it. */
export function rankSql(alias: string): RawBuilder<string> {
  return sql<string>`coalesce(${sql.ref(`${alias}.hand_rank`)}, replace(${sql.ref(`${alias}.id`)}::text, '-', ''))`
}
