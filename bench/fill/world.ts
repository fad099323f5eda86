import { type Dice, dice } from '../../src/modules/samples/generator/dice.ts'
import { english } from '../../src/modules/samples/generator/words/en/english.ts'
import { russian } from '../../src/modules/samples/generator/words/ru/russian.ts'
import { idOf, type Kind } from './ids.ts'
import type { Size } from './sizes.ts'

const day = 86_400_000

/** Half of the years a workspace has been in use, in days. */
const past = 900

/** A filled workspace as it can be told from the numbers of its records alone, so that nothing has to be remembered. */
export interface World {
  size: Size
  now: number
  users: number
  /** When the n-th record of a kind was made: evenly over the past, in order. */
  madeAt(kind: 'company' | 'contact' | 'lead' | 'deal', n: number): number
  id(kind: 'company' | 'contact' | 'lead' | 'deal', n: number): string
  userId(n: number): string
  tagId(n: number): string
  /** Numbers of the tags the n-th contact bears: one in three bears none, a few tags are on most of the others. */
  tagsOf(n: number): number[]
  /** Dice of one record, the same whenever it is asked for. */
  diceOf(kind: Kind, n: number): Dice
  /** The company a contact or deal belongs to: a few are huge, most have a handful. */
  companyOf(n: number): number
}

/** Tags of a workspace that has been used for years. */
export const tags = 60

export function createWorld(size: Size, now: number, users: number): World {
  const counts = { company: size.companies, contact: size.contacts, lead: size.leads, deal: size.deals }
  const madeAt: World['madeAt'] = (kind, n) =>
    Math.floor(now - past * day + (n / counts[kind]) * (past - 1) * day)
  return {
    size,
    now,
    users,
    madeAt,
    id: (kind, n) => idOf(kind, n, madeAt(kind, n)),
    userId: (n) => idOf('user', n % users, now - past * day),
    tagId: (n) => idOf('tag', n % tags, now - past * day),
    tagsOf: (n) =>
      n % 3 === 0 ? [] : [...new Set([skewed(fraction(n), tags), skewed(fraction(n * 7 + 1), tags)])],
    diceOf: (kind, n) => dice(`${kind} ${n}`),
    companyOf: (n) => skewed(fraction(n), size.companies),
  }
}

/** An index below `count`; small ones are much likelier. */
export function skewed(chance: number, count: number): number {
  return Math.min(count - 1, Math.floor(chance ** 3 * count))
}

/** A number from 0 to 1 for a number, scattered (golden ratio, Weyl's sequence). */
export function fraction(n: number): number {
  return (n * 0.618033988749895) % 1
}

/** Two people in three write in Russian. */
export const wordsOf = (n: number) => (n % 3 === 2 ? english : russian)

export const cities = [
  ...['Москва', 'Москва', 'Москва', 'Москва', 'Санкт-Петербург', 'Санкт-Петербург', 'Казань', 'Екатеринбург'],
  ...['Новосибирск', 'Пермь', 'Уфа', 'Омск', 'Самара', 'Тюмень', 'London', 'Leeds', 'Columbus', 'Denver'],
]

export const at = (time: number) => new Date(time).toISOString()
