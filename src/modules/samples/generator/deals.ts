import type { Money } from '../../../kernel/fields/types/money.ts'
import { type Acquaintance, type Customer, customerCount } from './customers.ts'
import type { Outline } from './diary.ts'
import type { Dice } from './dice.ts'
import { sumOf } from './price.ts'
import type { Key, SampleDeal } from './sample.ts'
import { tell } from './story.ts'
import { tagsOfDeal } from './tags.ts'
import { endings, lastingSlots, outline } from './work.ts'
import { type Product, productFor, type World } from './world.ts'

/** A deal that is outlined and not yet told. */
export interface DealPlan {
  key: Key
  customer: Customer
  buyer: Acquaintance
  product: Product
  count: number
  amount: Money
  outline: Outline
  /** The lead it grew from, for a customer won with this very deal. */
  lead: Key | null
}

const dealCount = 190
/** Customers who came as leads lately; the others have bought for years. */
export const newcomers = 75

/** Every newcomer's first deal, and what the old customers ordered. */
export function planDeals(customers: Customer[], world: World, dice: Dice): DealPlan[] {
  const faithful = customers.slice(0, customerCount - newcomers)
  const buyers = [
    ...Array.from({ length: dealCount - newcomers }, () => dice.pick(faithful)),
    ...customers.slice(-newcomers),
  ]
  const drafts = buyers.map((customer, index) => ({ customer, isFirst: index >= dealCount - newcomers }))
  const ends = endings(
    drafts,
    { won: 35, lost: 65, parked: 6 },
    ({ customer }) => customer.seller.habits.luck,
    dice,
  )
  return dice.shuffle(drafts).map((draft, index) => {
    const { customer, isFirst } = draft
    const { seller } = customer
    const product = productFor(seller, world, dice)
    const count = countOf(product, dice)
    return {
      key: `deal-${index + 1}`,
      customer,
      buyer: isFirst ? customer.people[0]! : dice.pick(customer.people), // every customer has somebody
      product,
      count,
      amount: sumOf(product.price, count, dice.pick([0, 0, 0, 3, 5, 7])),
      outline: outline({ subject: 'deal', ending: ends.get(draft) ?? 'open', seller }, world, dice),
      lead: isFirst ? `lead-from-deal-${index + 1}` : null,
    }
  })
}

export function tellDeal(plan: DealPlan, world: World, dice: Dice): SampleDeal {
  const { customer, buyer, product, amount } = plan
  const closeOn = decisionDay(plan, world, dice)
  const cast = {
    subject: 'deal' as const,
    client: buyer.person,
    line: product.words.line,
    slots: lastingSlots({ person: buyer.person, city: customer.city, product, sum: amount }, world, dice),
    fieldAnswers: { 'close-on': closeOn && inWords(closeOn, world) },
    becomes: null,
  }
  return {
    ...tell(plan.outline, cast, world, dice),
    key: plan.key,
    title: product.words.deal(plan.count),
    company: customer.company.key,
    contact: buyer.contact.key,
    product: product.key,
    amount,
    tags: tagsOfDeal(plan, world),
    source: buyer.contact.source,
    closeOn,
    startedOn: world.calendar.dateOf(plan.outline.beats[0]?.workday ?? 0),
    lead: plan.lead,
  }
}

/** Many small orders and a few large ones; the quantities people order are round. */
function countOf(product: Product, dice: Dice): number {
  const { least, most } = product.words
  const count = Math.round(least + (most - least) * dice.roll() ** 2)
  return count > 30 ? Math.round(count / 10) * 10 : count
}

/** The day it was decided, or the day the decision is hoped for; some of those have slipped already. */
function decisionDay({ outline: { ending, beats } }: DealPlan, world: World, dice: Dice): string | null {
  if (ending === 'won' || ending === 'lost') return world.calendar.dateOf(beats.at(-1)?.workday ?? 0)
  return dice.chance(0.8) ? world.calendar.dateOf(dice.between(-4, 45)) : null
}

const dateFormats = {
  ru: new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }),
}

function inWords(date: string, { request }: World): string {
  return dateFormats[request.locale].format(new Date(date))
}
