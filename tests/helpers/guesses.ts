import { type GuessTarget, guessColumns } from '../../src/modules/imports/guess/guess-columns.ts'
import type { ImportedEntity } from '../../src/modules/imports/guess/guess-entity.ts'

const typed: Record<string, string> = {
  phone: 'phone',
  email: 'email',
  website: 'url',
  birthday: 'date',
  closeOn: 'date',
  startedOn: 'date',
  closedAt: 'dateTime',
  createdAt: 'dateTime',
  amount: 'money',
  budget: 'money',
  price: 'money',
  annualRevenue: 'money',
  employees: 'integer',
  foundedYear: 'integer',
  score: 'integer',
  attempts: 'integer',
  status: 'choice',
  description: 'longText',
  note: 'longText',
}
const keys: Record<ImportedEntity, string> = {
  lead: 'name companyName jobTitle phone email website city source budget score attempts description externalId pipeline stage owner status closedAt closeReason createdAt name.last name.first name.middle note',
  contact:
    'name company jobTitle phone email city birthday source description externalId owner createdAt name.last name.first name.middle note',
  company:
    'name industry phone email website country city address taxId employees annualRevenue foundedYear parent description externalId owner createdAt note',
  deal: 'title company contact product amount closeOn startedOn source attempts description externalId pipeline stage owner status closedAt closeReason createdAt note',
  product: 'name sku category price',
  user: 'name email phone jobTitle role team',
  team: 'name lead',
}
const targets = (entity: ImportedEntity): GuessTarget[] =>
  keys[entity].split(' ').map((key) => ({ key, type: typed[key] ?? 'text' }))

/** Headings by the target found for them; left out are those without one. */
export function found(
  entity: ImportedEntity,
  headings: string[],
  sample: string[][] = [],
): Record<string, string> {
  const guesses = guessColumns(headings, sample, targets(entity), entity)
  return Object.fromEntries(
    guesses.flatMap(({ column, target }) => (target ? [[headings[column], target]] : [])),
  )
}
