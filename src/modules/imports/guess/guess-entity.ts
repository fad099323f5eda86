import { guessColumns } from './guess-columns.ts'
import { headingWords } from './heading.ts'
import { entityStems } from './vocabulary.ts'

/** A kind of record a file may hold, and how likely it is among the others: the scores add up to 1. */
export interface EntityGuess {
  entity: ImportedEntity
  score: number
}

export type ImportedEntity = keyof typeof weights

/** How much a column found for a field speaks for the kind of record. */
const weights = {
  lead: {
    name: 1,
    'name.first': 1,
    'name.last': 1,
    companyName: 1,
    jobTitle: 1,
    phone: 1,
    email: 1,
    source: 1.5,
    budget: 1.5,
    score: 2,
    attempts: 2,
    status: 1.5,
    stage: 1,
  },
  contact: {
    name: 1,
    'name.first': 2,
    'name.last': 2,
    'name.middle': 1,
    company: 1,
    jobTitle: 2,
    phone: 1.5,
    email: 1.5,
    birthday: 3,
  },
  company: {
    name: 1.5,
    industry: 2.5,
    phone: 1,
    email: 0.5,
    website: 1.5,
    address: 1.5,
    country: 1,
    employees: 3,
    annualRevenue: 3,
    foundedYear: 2,
    taxId: 3,
    parent: 2,
  },
  deal: {
    title: 1.5,
    company: 1,
    contact: 1,
    product: 1.5,
    amount: 2.5,
    pipeline: 2,
    stage: 2.5,
    status: 1,
    closeOn: 2.5,
    closedAt: 2.5,
    closeReason: 2,
    startedOn: 2,
  },
  product: { name: 1.5, sku: 3, category: 1.5, price: 3 },
  user: { name: 1.5, role: 2.5, team: 2, email: 0.5, lead: 1 },
  team: { name: 1.5, lead: 1.5 },
} as const

/** Headings that only a list of these has. */
const decisive: Partial<Record<ImportedEntity, string>> = {
  lead: 'lead name, lead title, lead id, название лида, имя лида, id лида',
  deal: 'deal name, deal title, deal id, opportunity name, opportunity id, название сделки, id сделки',
}

/** The kinds of records a file may hold, likeliest first, by its headings and the kinds they name. */
export function guessEntity(
  headings: readonly string[],
  sample: readonly (readonly string[])[] = [],
): EntityGuess[] {
  const entities = Object.keys(weights) as ImportedEntity[]
  const raw = entities.map((entity) => ({
    entity,
    score:
      columnsScore(entity, headings, sample) + namedScore(entity, headings) + decisiveScore(entity, headings),
  }))
  const sum = raw.reduce((total, { score }) => total + score, 0)
  return raw
    .map(({ entity, score }) => ({ entity, score: sum === 0 ? 0 : score / sum }))
    .sort((a, b) => b.score - a.score)
}

/** The more of the columns go unused, the less they speak for this kind of record. */
function columnsScore(
  entity: ImportedEntity,
  headings: readonly string[],
  sample: readonly (readonly string[])[],
): number {
  const weightOf: Record<string, number> = weights[entity]
  const targets = Object.keys(weightOf).map((key) => ({ key, type: types[key] ?? 'text' }))
  const found = guessColumns(headings, sample, targets, entity).filter(({ target }) => target !== null)
  const score = found.reduce(
    (total, { target, confidence }) => total + (weightOf[target ?? ''] ?? 0) * confidence,
    0,
  )
  return headings.length === 0 ? 0 : score * (0.5 + found.length / headings.length / 2)
}

/** `Deal - Title`, `Название сделки`: headings that name a kind of record beside something else. */
function namedScore(entity: ImportedEntity, headings: readonly string[]): number {
  const stems = new Set(entityStems(entity))
  // "Contact owner" stands in lists of leads too, and says nothing for them.
  if (entity === 'lead') for (const stem of entityStems('contact')) stems.delete(stem)
  const named = headings.filter((heading) => {
    const words = headingWords(heading).stems
    return words.length > 1 && words.some((stem) => stems.has(stem))
  })
  return Math.min(named.length, 5) * 0.5
}

function decisiveScore(entity: ImportedEntity, headings: readonly string[]): number {
  const phrases = (decisive[entity] ?? '').split(',').map((phrase) => headingWords(phrase).compact)
  return headings.some((heading) => phrases.includes(headingWords(heading).compact)) ? 3 : 0
}

const types: Record<string, string> = {
  phone: 'phone',
  email: 'email',
  website: 'url',
  birthday: 'date',
  closeOn: 'date',
  closedAt: 'dateTime',
  startedOn: 'date',
  amount: 'money',
  budget: 'money',
  price: 'money',
  annualRevenue: 'money',
  employees: 'integer',
  attempts: 'integer',
  score: 'integer',
  foundedYear: 'integer',
}
