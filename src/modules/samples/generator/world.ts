import { type DefaultStage, defaultPipelines, type Subject } from '../../pipelines/index.ts'
import { type WorkCalendar, workCalendar } from './calendar.ts'
import { type Dice, dice } from './dice.ts'
import { type Habits, habits } from './habits.ts'
import { type PhoneBook, phoneBook } from './phone-book.ts'
import { priceOf } from './price.ts'
import type { Key, SampleProduct, SampleRequest } from './sample.ts'
import {
  type Places,
  type ProductWords,
  type StaffMember,
  type Vocabulary,
  vocabularies,
} from './words/vocabulary.ts'

/** Somebody who sells. */
export interface Seller extends StaffMember {
  user: Key
  habits: Habits
}

export interface Product extends SampleProduct {
  words: ProductWords
}

/** What every part of the story draws on. */
export interface World {
  request: SampleRequest
  dice: Dice
  words: Vocabulary
  calendar: WorkCalendar
  places: Places
  phones: PhoneBook
  sellers: Seller[]
  products: Product[]
  stages: Record<Subject, DefaultStage[]>
}

export function createWorld(request: SampleRequest): World {
  const { seed, locale, now, timeZone, country, currency, model = 'collaborative' } = request
  const words = vocabularies[locale]
  const [leadPipeline, dealPipeline] = defaultPipelines(model, locale)
  return {
    request,
    dice: dice(seed),
    words,
    calendar: workCalendar(now, timeZone, locale),
    places: words.places(country),
    phones: phoneBook(),
    sellers: words.staff.flatMap((member) =>
      member.temper ? [{ ...member, user: userKey(member), habits: habits[member.temper] }] : [],
    ),
    products: words.products.map((product, index) => ({
      key: `product-${index + 1}`,
      name: product.name,
      sku: product.sku,
      category: product.category,
      price: priceOf(product.price, currency),
      words: product,
    })),
    stages: { lead: leadPipeline?.stages ?? [], deal: dealPipeline?.stages ?? [] },
  }
}

export function userKey(member: StaffMember): Key {
  return `user-${member.key}`
}

/** A seller, by the share of work each of them carries. */
export function sellerBy(world: World, share: 'leads' | 'customers', dice: Dice): Seller {
  const key = dice.weighted(
    Object.fromEntries(world.sellers.map((seller) => [seller.key, seller.habits[share]])),
  )
  return world.sellers.find((seller) => seller.key === key) as Seller // the key comes from this very list
}

/** What a seller sells: mostly what the team is about. */
export function productFor(seller: Seller, world: World, dice: Dice): Product {
  const known = world.products.filter(({ words }) => words.team === seller.team)
  return known.length > 0 && dice.chance(0.8) ? dice.pick(known) : dice.pick(world.products)
}
