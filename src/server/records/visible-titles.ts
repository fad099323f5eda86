import { sql } from 'kysely'
import { scopeOf } from '../../kernel/access/rights.ts'
import type { Ctx } from '../context.ts'
import { selectRecords } from './read.ts'

/** Longest title that is given; of a note it is the text. */
const longest = 500

/**
 * Titles of those of these records, of any kinds, that are there and that the actor may read, by id; one query per
 * kind. For lists that name records kept elsewhere: rights are looked at each time they are shown.
 */
export async function visibleTitles(
  ctx: Ctx,
  named: readonly { entity: string; id: string }[],
): Promise<Map<string, string>> {
  const byEntity = new Map<string, Set<string>>()
  for (const { entity, id } of named) byEntity.set(entity, (byEntity.get(entity) ?? new Set()).add(id))
  const titles = new Map<string, string>()
  for (const [name, ids] of byEntity) {
    const entity = ctx.registry.catalog.find(name)
    if (!entity || scopeOf(ctx.actor, entity.rightsObject, 'read') === 'no') continue
    const { records } = await selectRecords(ctx, entity, {
      where: sql<boolean>`t.id = any(${[...ids]}::uuid[])`,
      limit: ids.size,
      titled: false,
    })
    for (const record of records) titles.set(record.id, String(record[entity.title] ?? '').slice(0, longest))
  }
  return titles
}
