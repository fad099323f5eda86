import { type RawBuilder, sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import type { Draft } from '../registry.ts'

/** Name of the sequence that counts the records of a numbered field. */
export const sequenceOf = (entity: Entity, name: string) =>
  `${entity.table}_${columnOf(name, entity.fields[name]!)}_seq`

/** A number as it stands in a record, made of an SQL expression of it. */
export function numberSql(n: RawBuilder<unknown>, { prefix, digits }: { prefix: string; digits: number }) {
  return sql<string>`${prefix}::text || lpad((${n})::text, greatest(${digits}::int, length((${n})::text)), '0')`
}

/** Gives new records the next numbers of their numbered fields. A number once given out is not given again. */
export async function numberRecords(ctx: Ctx, entity: Entity, drafts: readonly Draft[]): Promise<void> {
  for (const [name, { numbered }] of Object.entries(entity.fields)) {
    if (!numbered) continue
    const { rows } = await sql<{ number: string }>`
      select ${numberSql(sql`n`, numbered)} as number
      from (select nextval(${sequenceOf(entity, name)}) as n from generate_series(1, ${drafts.length}::int)) counted
      order by n`.execute(ctx.tx)
    for (const [at, draft] of drafts.entries()) draft.values[name] ??= rows[at]!.number
  }
}
