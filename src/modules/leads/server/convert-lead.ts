import type { z } from 'zod'
import { isKnown } from '../../../kernel/access/known-field.ts'
import { shownValue } from '../../../kernel/access/mask.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import { getRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { createRecord } from '../../../server/records/write.ts'
import { answer, handle, type Values } from '../../../server/registry.ts'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { endStep, lockOpenWork } from '../../steps/server/index.ts'
import { conversion, convertLead } from '../lead.commands.ts'
import { lead } from '../lead.entity.ts'
import { carryTimeline, likelyCompanies, likelyContacts } from './duplicates.queries.ts'

type Input = z.output<typeof convertLead.input>

export const conversionAnswer = answer(conversion, async (ctx, { id }) => {
  const record = await getRecord(ctx, lead, id)
  const person = {
    name: record.name as string,
    phone: record.phone as string | null,
    email: record.email as string | null,
  }
  const companyName = record.companyName as string | null
  return {
    contact: { ...person, jobTitle: record.jobTitle as string | null },
    company: companyName ? { name: companyName } : null,
    deal: {
      title: companyName ?? person.name,
      amount: record.budget as { amount: number; currency: string } | null,
    },
    duplicates: {
      contacts: await likelyContacts(ctx, person),
      companies: await likelyCompanies(ctx, companyName),
    },
  }
})

export const convertLeadHandler = handle(convertLead, async (ctx, input) => {
  const work = await lockOpenWork(ctx, 'lead', input.id)
  if (!input.force) await refuseDuplicates(ctx, input, work.record)
  const companyId = await companyOf(ctx, input, work.record)
  const contactId = await contactOf(ctx, input, work.record, companyId)
  const dealId = await dealOf(ctx, input, work.record, contactId, companyId)
  const story = { contact: contactId, company: companyId, deal: dealId }
  await endStep(ctx, work, { outcome: 'result' }, { close: 'won', reason: null }, story)
  await carryTimeline(
    ctx,
    input.id,
    [contactId, companyId, dealId].filter((one) => one !== null),
  )
  return { ...story, event: ctx.act }
})

async function refuseDuplicates(
  ctx: Ctx,
  { contact: who, company: where }: Input,
  record: StoredRecord,
): Promise<void> {
  const contacts = 'create' in who ? await likelyContacts(ctx, readPerson(ctx, who.create, record)) : []
  const companies = where && 'create' in where ? await likelyCompanies(ctx, where.create.name) : []
  if (contacts.length > 0 || companies.length > 0) fail('lead.duplicates-found', { contacts, companies })
}

async function companyOf(ctx: Ctx, { company: given }: Input, record: StoredRecord): Promise<string | null> {
  if (!given) return null
  if ('use' in given) return (await getRecord(ctx, company, given.use)).id
  const { website, city, owner } = record
  return (await createRecord(ctx, company, { name: given.create.name }, {}, { website, city, owner })).id
}

async function contactOf(
  ctx: Ctx,
  { contact: given }: Input,
  record: StoredRecord,
  companyId: string | null,
): Promise<string> {
  if ('use' in given) return (await getRecord(ctx, contact, given.use)).id
  const { told, carried } = parted(readPerson(ctx, given.create, record), record)
  const { city, source, basis, basisOn, basisSource, owner } = record
  const kept = { city, source, basis, basisOn, basisSource, company: companyId, owner }
  return (await createRecord(ctx, contact, told, {}, { ...kept, ...carried })).id
}

async function dealOf(
  ctx: Ctx,
  { deal: given }: Input,
  record: StoredRecord,
  contactId: string,
  companyId: string | null,
): Promise<string | null> {
  if (!given) return null
  const { source, description, owner } = record
  const { amount, ...chosen } = given
  const { told, carried } = parted(
    { amount: carriedOver(ctx, 'budget', amount, record) },
    { amount: record.budget },
  )
  const kept = { source, description, owner, contact: contactId, company: companyId }
  return (await createRecord(ctx, deal, { ...chosen, ...told }, {}, { ...kept, ...carried })).id
}

/** What the dialog says by itself, and what the lead has said already: that goes along whoever may not write it. */
function parted(values: Values, of: Values): { told: Values; carried: Values } {
  const isOld = ([name, value]: [string, unknown]) =>
    JSON.stringify(value ?? null) === JSON.stringify(of[name] ?? null)
  const all = Object.entries(values)
  return {
    told: Object.fromEntries(all.filter((one) => !isOld(one))),
    carried: Object.fromEntries(all.filter(isOld)),
  }
}

/** What was left as the dialog showed it goes along as it is in the lead, though whoever converts does not know it. */
function carriedOver<Value>(ctx: Ctx, name: string, given: Value, record: StoredRecord): Value {
  const field = ctx.registry.catalog.entity('lead').fields[name]!
  const isAsShown = JSON.stringify(given ?? null) === JSON.stringify(shownValue(field, record[name]))
  return !isKnown(field) && isAsShown ? (record[name] as Value) : given
}

/** Phone and e-mail as typed in the dialog, normalised like any other input. */
function readPerson(
  ctx: Ctx,
  given: { name: string; phone?: string | null; email?: string | null; jobTitle?: string | null },
  record: StoredRecord,
) {
  const read = (name: 'phone' | 'email') => {
    const said = carriedOver(ctx, name, given[name] || null, record)
    if (!said) return null
    const { type, options } = contact.fields[name]!
    const parsed = type.parse(said, options, textEnv(ctx))
    return parsed.ok
      ? (parsed.value as string)
      : fail('input.invalid', {}, [{ field: `contact.create.${name}`, error: parsed.error }])
  }
  const jobTitle = carriedOver(ctx, 'jobTitle', given.jobTitle ?? null, record)
  return { name: given.name, jobTitle, phone: read('phone'), email: read('email') }
}
