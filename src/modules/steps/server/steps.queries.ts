import { sql } from 'kysely'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { prepared } from '../../../server/db/prepared.ts'
import { type StoredRecord, selectColumns, toRecord } from '../../../server/records/rows.ts'
import { step } from '../step.entity.ts'

/** A step whoever owns it; the verbs judge rights by the lead or deal it belongs to. */
export async function findStep(ctx: Ctx, id: string): Promise<StoredRecord> {
  const { rows } = await prepared(
    sql<Record<string, unknown>>`select ${selectColumns(step)} from steps t where t.id = ${id}`,
    ctx.tx,
  )
  if (!rows[0]) fail('record.not-found', { entity: 'step' })
  return toRecord(step, rows[0])
}
