import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import { eraseSayings } from '../../../server/events/erase-sayings.ts'
import { idAt } from '../../../server/records/id-cursor.ts'
import type { House } from '../../../server/registry.ts'

export interface AuditSettings {
  accessDays: number
  binDays: number | null
}

const day = 86_400_000

export async function readSettings(tx: Ctx['tx']): Promise<AuditSettings> {
  const { rows } = await sql<AuditSettings>`
    select access_days as "accessDays", bin_days as "binDays" from audit_settings`.execute(tx)
  return rows[0]!
}

export async function lockSettings(tx: Ctx['tx']): Promise<AuditSettings> {
  await sql`select from audit_settings for update`.execute(tx)
  return readSettings(tx)
}

export async function saveSettings(tx: Ctx['tx'], { accessDays, binDays }: AuditSettings): Promise<void> {
  await sql`update audit_settings set access_days = ${accessDays}, bin_days = ${binDays}`.execute(tx)
}

/** Forgets in time who looked at what and from where people signed in, and has an old bin emptied. */
export async function keepAudit({ workspace, tx, now }: House): Promise<void> {
  const { accessDays, binDays } = await readSettings(tx)
  const before = new Date(now.getTime() - accessDays * day)
  await sql`delete from access_log where last_at < ${before}`.execute(tx)
  await eraseSayings(
    tx,
    sql`e.kind = any(${[...sessionKinds]}::text[]) and e.id < ${idAt(before)}::uuid and e.data <> '{}'`,
  )
  if (binDays !== null)
    await sql`
      select onward_jobs.add_job('bin.empty', json_build_object('workspace', ${workspace}::text), job_key => ${`bin ${workspace}`},
        max_attempts => 3)`.execute(tx)
}

const sessionKinds = ['session.begun', 'session.refused', 'session.ended', 'session.passwordChanged']
