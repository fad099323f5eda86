import { sql } from 'kysely'
import { columnOf } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import type { TakenIn } from '../../../server/files/take-in.ts'
import { type StoredRecord, selectColumns, toRecord } from '../../../server/records/rows.ts'
import { file } from '../file.entity.ts'

type Tx = Ctx['tx']
export type ScanVerdict = 'unscanned' | 'waiting' | 'clean' | 'infected'

/** Where the bytes of a file are. */
export interface Content {
  sha256: string
  key: string
  size: number
  mediaType: string
  verdict: ScanVerdict
}

/**
 * Notes the bytes that were taken in, or finds that they are there already; whoever attaches them last keeps them from
 * being removed. The answer names the key they are under.
 */
export async function keepContent(
  { tx, now }: Ctx,
  { sha256, key, size, mediaType }: TakenIn,
  verdict: ScanVerdict,
): Promise<Content> {
  const { rows } = await sql<Content>`
    insert into file_contents as c (sha256, key, size, media_type, verdict, wanted_at)
    values (${sha256}, ${key}, ${size}, ${mediaType}, ${verdict}, ${now})
    on conflict (sha256) do update set wanted_at = ${now}
    returning c.sha256, c.key, c.size, c.media_type as "mediaType", c.verdict`.execute(tx)
  return rows[0]!
}

/** Undefined: there are no such bytes. */
export async function findContent(tx: Tx, sha256: string): Promise<Content | undefined> {
  const { rows } = await sql<Content>`
    select sha256, key, size, media_type as "mediaType", verdict from file_contents where sha256 = ${sha256}`.execute(
    tx,
  )
  return rows[0]
}

/** Bytes of everything attached in the workspace. */
export async function usedBytes(tx: Tx): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select coalesce(sum(size), 0)::float8 as used from file_contents`.execute(tx)
  return rows[0]!.used
}

/** Two files that come in at once are counted one after the other. */
export async function lockQuota(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' files', 0))`.execute(tx)
}

export async function writeVerdict(tx: Tx, sha256: string, verdict: ScanVerdict): Promise<void> {
  await sql`update file_contents set verdict = ${verdict} where sha256 = ${sha256}`.execute(tx)
}

/** Which of these keys the workspace knows. */
export async function knownKeys(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select key from file_contents where key = any(${[...keys]}::text[])`.execute(tx)
  return new Set(rows.map(({ key }) => key))
}

/** A file held for a change, whoever may see it, one in the recycle bin too. */
export async function lockFile(
  tx: Tx,
  id: string,
): Promise<{ record: StoredRecord; isRemoved: boolean } | undefined> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(file)}, t.deleted_at is not null as is_removed from files t where t.id = ${id} for update`.execute(
    tx,
  )
  return rows[0] && { record: toRecord(file, rows[0]), isRemoved: rows[0].is_removed === true }
}

/** Whether a field holds this file now. */
export async function isHeld({ tx, registry }: Ctx, { id, inField }: StoredRecord): Promise<boolean> {
  const [noun = '', name = ''] = String(inField ?? '').split('.')
  const entity = registry.catalog.find(noun)
  const field = entity && Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
  if (!entity || !field) return false
  const { rows } = await sql`
    select 1 from ${sql.table(entity.table)} where ${sql.ref(columnOf(name, field))} = ${id} limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** Files of a record that no column of theirs leads to, those in the recycle bin too. */
export async function filesOfObject(tx: Tx, object: string, record: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from files where object = ${object} and onward.fold(object_record) = ${record} order by id for update`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** What the scanner has found is so in what undo would bring back, too. */
export async function tellUndo(tx: Tx, { id, version, state }: StoredRecord): Promise<void> {
  await sql`
    update undo_rows set version_after = case when version_after = ${version - 1} then ${version} else version_after end,
      before = jsonb_set(before, '{state}', to_jsonb(${String(state)}::text))
    where entity = 'file' and record_id = ${id}`.execute(tx)
}

/** Files that were sent for a field and that no record has taken. */
export async function forgetUntaken(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from files where created_at < ${before}
      and num_nonnulls(lead_id, deal_id, contact_id, company_id, object_record) = 0`.execute(tx)
}

/** Files nobody can bring back any more. */
export async function forgetRemoved(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from files f where f.deleted_at < ${before}
      and not exists (select 1 from undo_rows u where u.record_id = f.id)`.execute(tx)
}

/**
 * Bytes no file refers to. Undo may still bring back a file whose row is gone, so what it remembers counts as well.
 */
export async function forgetUnused(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from file_contents c where c.wanted_at < ${before}
      and not exists (select 1 from files f where f.sha256 = c.sha256)
      and not exists (select 1 from undo_rows u where u.entity = 'file' and u.before ->> 'sha256' = c.sha256)`.execute(
    tx,
  )
}

/** Has what is waiting for the scanner for long looked at again: its job has given up. */
export async function scanAgain(tx: Tx, workspace: string, before: Date): Promise<void> {
  await sql`
    select onward_jobs.add_job('files.scan', json_build_object('sha256', sha256, 'workspace', ${workspace}::text), max_attempts => 5)
    from file_contents where verdict = 'waiting' and wanted_at < ${before}
    order by wanted_at limit 100`.execute(tx)
}
