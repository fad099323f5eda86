import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { bulkRows } from '../db/bulk.ts'
import type { StoredRecord } from './rows.ts'

/** Enters the addresses of new contacts; null where there are none. The first contact with an address keeps it. */
export function enterAddresses(
  { now }: Pick<Ctx, 'now'>,
  entity: Entity,
  records: readonly StoredRecord[],
): RawBuilder<unknown> | null {
  const wanted = addressesOf(entity, records)
  if (wanted.length === 0) return null
  const columns = [
    { name: 'channel', type: 'text', values: wanted.map(({ channel }) => channel) },
    { name: 'address', type: 'text', values: wanted.map(({ address }) => address) },
    { name: 'contact_id', type: 'uuid', values: wanted.map(({ contact_id }) => contact_id) },
    { name: 'created_at', type: 'timestamptz', values: wanted.map(() => now.toISOString()) },
  ]
  return sql`insert into identities ${bulkRows(columns)} on conflict (channel, address) do nothing`
}

/**
 * Keeps the identity table in step with the addresses of contacts. The first contact with an address keeps it;
 * a deleted contact, or one whose address changed, lets it go. Addresses that came by a merge stay.
 */
export async function syncIdentities(ctx: Ctx, entity: Entity, records: StoredRecord[]): Promise<void> {
  if (channelsOf(entity).length === 0 || records.length === 0) return
  const wanted = addressesOf(entity, records)
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

function channelsOf({ fields }: Entity) {
  return Object.entries(fields).flatMap(([name, { identity }]) =>
    identity ? [{ name, channel: identity }] : [],
  )
}

function addressesOf(entity: Entity, records: readonly StoredRecord[]) {
  const channels = channelsOf(entity)
  return records.flatMap((record) =>
    channels.flatMap(({ name, channel }) =>
      record[name] ? [{ contact_id: record.id, channel, address: record[name] as string }] : [],
    ),
  )
}
