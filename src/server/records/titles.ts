import { sql } from 'kysely'
import { columnOf } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { reachableSql } from './access.ts'
import type { Titles } from './read.ts'

/** Names of records of a kind by id, of those the actor may read; the recycle bin included. One query. */
export async function titlesOf(ctx: Ctx, kind: string, ids: readonly string[]): Promise<Titles> {
  const entity = ctx.registry.catalog.find(kind)
  if (!entity || ids.length === 0) return {}
  const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  const { rows } = await sql<{ id: string; title: string | null }>`
    select t.id, ${title}::text as title from ${sql.table(entity.table)} t
    where t.id = any(${[...ids]}::uuid[]) and ${reachableSql(ctx, entity, 't')}`.execute(ctx.tx)
  return Object.fromEntries(rows.map((row) => [row.id, row.title ?? '']))
}
