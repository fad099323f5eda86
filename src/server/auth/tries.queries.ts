import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ErrorCode, fail } from '../../kernel/errors/errors.ts'
import type { Db } from '../db/database.ts'

/** How often something may be tried: at most `most` times in any `minutes` minutes. */
export interface TryLimit {
  most: number
  minutes: number
  code?: ErrorCode
}

/**
 * Counts a try and refuses beyond the limit, with `auth.too-many-tries` unless the limit has a code of its own. A try is counted before it is judged, so
 * parallel ones do not slip through, and in the database, so it holds for all processes. The count starts anew
 * when nothing was tried for as long as the limit says.
 */
export async function countTry(db: Db, subject: string, limit: TryLimit, now: Date): Promise<void> {
  const { most, minutes, code = 'auth.too-many-tries' } = limit
  const until = new Date(now.getTime() + minutes * 60_000)
  const { rows } = await sql<{ count: number; until: string }>`
    insert into onward.tries as t (subject, count, until) values (${keyOf(subject)}, 1, ${until})
    on conflict (subject) do update set
      count = case when t.until <= ${now} then 1 else t.count + 1 end,
      until = case when t.until <= ${now} or t.count < ${most} then excluded.until else t.until end
    returning count, until`.execute(db)
  const { count, until: free } = rows[0]!
  if (count <= most) return
  const retryAfter = Math.max(1, Math.ceil((Date.parse(free) - now.getTime()) / 1000))
  fail(code, { most, retryAfter, minutes: Math.ceil(retryAfter / 60) })
}

/** Takes back one try that was all right; `all` forgets the earlier ones too. */
export async function forgiveTry(db: Db, subject: string, { all = false } = {}): Promise<void> {
  await sql`update onward.tries set count = ${all ? 0 : sql`greatest(count - 1, 0)`} where subject = ${keyOf(subject)}`.execute(
    db,
  )
}

function keyOf(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url')
}
