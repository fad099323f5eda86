import type { Money } from '../../../../kernel/fields/types/money.ts'
import type { QueueItem } from './queue.ts'

/** Whom a step is about, whatever it belongs to. */
export interface Customer {
  /** The person, else what the record is called. */
  name: string
  company: string | null
  /** What the deal is called, where that is not the name already. */
  about: string | null
  phone: string | null
  email: string | null
  city: string | null
  amount: Money | null
  stage: string
  score: number | null
}

/** Reads the customer from a line of the queue. */
export function customerOf({ entity, record }: QueueItem): Customer {
  const text = (name: string) => {
    const value = record[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const company = text('companyName')
  const name = entity === 'lead' ? record.title : (text('contactName') ?? company ?? record.title)
  return {
    name,
    company: company === name ? null : company,
    about: entity === 'deal' && name !== record.title ? record.title : null,
    phone: text('phone'),
    email: text('email'),
    city: text('city'),
    amount: isMoney(record.amount) ? record.amount : null,
    stage: text('stage') ?? '',
    score: typeof record.score === 'number' ? record.score : null,
  }
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
}
