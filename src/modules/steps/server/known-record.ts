import { isKnown } from '../../../kernel/access/known-field.ts'
import { shownValue } from '../../../kernel/access/mask.ts'
import type { Ctx } from '../../../server/context.ts'
import type { QueueRow } from './today.queries.ts'

/** The fields the members of a line's record are read from. What is the contact's may be the company's instead. */
const readFrom: Record<'lead' | 'deal', Readonly<Record<string, readonly (readonly [string, string])[]>>> = {
  lead: {
    companyName: [['lead', 'companyName']],
    phone: [['lead', 'phone']],
    email: [['lead', 'email']],
    city: [['lead', 'city']],
    score: [['lead', 'score']],
    source: [['lead', 'source']],
    amount: [['lead', 'budget']],
  },
  deal: {
    company: [['deal', 'company']],
    companyName: [['deal', 'company']],
    contact: [['deal', 'contact']],
    contactName: [['deal', 'contact']],
    phone: ofCustomer('phone'),
    email: ofCustomer('email'),
    city: ofCustomer('city'),
    source: [['deal', 'source']],
    amount: [['deal', 'amount']],
  },
}

function ofCustomer(field: string): readonly (readonly [string, string])[] {
  return [
    ['contact', field],
    ['company', field],
    ['deal', 'contact'],
    ['deal', 'company'],
  ]
}

/** Whom a step of the queue is about, as far as the reader may know it. */
export function knownRecord(ctx: Ctx, { lead, record }: QueueRow): QueueRow['record'] {
  const known = { ...record }
  for (const [name, fields] of Object.entries(readFrom[lead ? 'lead' : 'deal'])) {
    const unknown = fields
      .map(([noun, field]) => ctx.registry.catalog.entity(noun).fields[field]!)
      .filter((field) => !isKnown(field))
    const hidden = unknown.find(({ limit }) => limit === 'hidden')
    const strictest = hidden ?? unknown[0]
    if (strictest) known[name] = shownValue(strictest, record[name])
  }
  return known
}
