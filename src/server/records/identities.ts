import { sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import type { StoredRecord } from './rows.ts'

/**
 * Keeps the identity table in step with the addresses of contacts. The first contact with an address keeps it;
 * a deleted contact, or one whose address changed, lets it go. Addresses that came by a merge stay.
 */
export async function syncIdentities(ctx: Ctx, entity: Entity, records: StoredRecord[]): Promise<void> {
  const channels = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.identity ? [{ name, channel: field.identity }] : [],
  )
  if (channels.length === 0 || records.length === 0) return
  const wanted = records.flatMap((record) =>
    channels.flatMap(({ name, channel }) =>
      record[name] ? [{ contact_id: record.id, channel, address: record[name] }] : [],
    ),
  )
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (contact_id uuid, channel text, address text)
    ), gone as (
      delete from identities i where i.contact_id = any(${records.map(({ id }) => id)}::uuid[]) and i.from_record_id is null
        and not exists (select 1 from wanted w where (w.contact_id, w.channel, w.address) = (i.contact_id, i.channel, i.address))
    )
    insert into identities (channel, address, contact_id, created_at)
    select channel, address, contact_id, ${ctx.now} from wanted
    on conflict (channel, address) do nothing`.execute(ctx.tx)
}
