import { sql } from 'kysely'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { withinSql } from '../../../server/records/access.ts'
import { selectRecords, type Titles } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'

/** Those of these records that the actor may export, in the order of the ids. */
export async function namedRecords(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
): Promise<{ items: StoredRecord[]; titles: Titles }> {
  const { records, titles } = await selectRecords(ctx, entity, {
    where: sql<boolean>`t.id = any(${[...ids]}::uuid[]) and ${withinSql(ctx, entity, 'export')}`,
    limit: ids.length,
  })
  const byId = new Map(records.map((record) => [record.id, record]))
  return { items: ids.flatMap((id) => byId.get(id) ?? []), titles }
}
