import { sql } from 'kysely'
import { isKnown } from '../../../kernel/access/known-field.ts'
import { shownValue } from '../../../kernel/access/mask.ts'
import type { Ctx } from '../../../server/context.ts'
import { visibleSql } from '../../../server/records/access.ts'

/** Contacts the actor may see that share a phone, an e-mail or the whole name; the surest first. */
export async function likelyContacts(
  ctx: Ctx,
  { name, phone, email }: { name: string; phone: string | null; email: string | null },
) {
  const contact = ctx.registry.catalog.entity('contact')
  const known = (field: 'phone' | 'email', value: string | null) =>
    isKnown(contact.fields[field]!) ? value : null
  const { rows } = await sql<{
    id: string
    name: string
    phone: string | null
    email: string | null
    company: string | null
  }>`
    select t.id, t.name, t.phone, t.email, c.name as company
    from contacts t left join companies c on c.id = t.company_id
    where t.deleted_at is null and ${visibleSql(ctx, contact)}
      and (t.phone = ${known('phone', phone)} or t.email = ${known('email', email)} or onward.fold(t.name) = onward.fold(${name}))
    order by (t.phone is not distinct from ${known('phone', phone)}
      or t.email is not distinct from ${known('email', email)}) desc, t.created_at limit 10`.execute(ctx.tx)
  return rows.map((row) => ({
    ...row,
    phone: shownValue(contact.fields.phone!, row.phone) as string | null,
    email: shownValue(contact.fields.email!, row.email) as string | null,
    company: isKnown(contact.fields.company!) ? row.company : null,
  }))
}

/** Companies the actor may see with this name, whatever its case and ё. */
export async function likelyCompanies(ctx: Ctx, name: string | null) {
  if (!name) return []
  const company = ctx.registry.catalog.entity('company')
  const { rows } = await sql<{ id: string; name: string }>`
    select t.id, t.name from companies t
    where t.deleted_at is null and ${visibleSql(ctx, company)} and onward.fold(t.name) = onward.fold(${name})
    order by t.created_at limit 10`.execute(ctx.tx)
  return rows
}

/** The story of the lead goes on under its contact, company and deal. */
export async function carryTimeline(ctx: Ctx, lead: string, onto: string[]): Promise<void> {
  await sql`
    insert into event_links (record_id, at, event_id)
    select r.id, e.at, e.id from events e cross join unnest(${onto}::uuid[]) as r (id)
    where e.record_id = ${lead}
    union
    select r.id, l.at, l.event_id from event_links l cross join unnest(${onto}::uuid[]) as r (id)
    where l.record_id = ${lead}
    on conflict do nothing`.execute(ctx.tx)
}
