import { sql } from 'kysely'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import type { Values } from '../registry.ts'
import type { StoredRecord } from './rows.ts'

/**
 * Fails with `record.conflict`, which carries the current values, when one of the `changes` is to a field that somebody
 * has changed to another value since version `seen`.
 */
export async function refuseConflict(
  ctx: Ctx,
  current: StoredRecord,
  seen: number,
  changes: Values,
): Promise<void> {
  const { rows } = await sql<{ changed: string[]; actor_id: string | null; at: string }>`
    select array(select jsonb_object_keys(data -> 'changes')) as changed, actor_id, at from events
    where record_id = ${current.id} and data ? 'changes' and (data ->> 'version')::int > ${seen}
    order by at desc`.execute(ctx.tx)
  const clash = [...changesOfThisAct(ctx, current.id, seen), ...rows].find(({ changed }) =>
    changed.some((name) => name in changes && !sameValue(current[name], changes[name] ?? null)),
  )
  if (!clash) return
  const fields = Object.keys(changes).filter((name) => clash.changed.includes(name))
  fail('record.conflict', {
    current: { version: current.version, ...Object.fromEntries(fields.map((name) => [name, current[name]])) },
    changedBy: clash.actor_id,
    changedAt: clash.at,
  })
}

/** What this very act has changed of a record since a version; its events are not written yet. */
function changesOfThisAct({ events, actor, now }: Ctx, id: string, seen: number) {
  return events
    .filter(({ recordId, data }) => recordId === id && data.changes && (data.version as number) > seen)
    .map(({ data }) => ({
      changed: Object.keys(data.changes as object),
      actor_id: actor.via === 'system' ? null : actor.userId,
      at: now.toISOString(),
    }))
}

/** Those of the values that the record does not hold already. */
export function different(record: StoredRecord, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !sameValue(record[name], value ?? null)),
  )
}

/** Money, lists and json are equal by content. */
function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
