import { cityBy, mailbox } from './customers.ts'
import { type DealPlan, newcomers } from './deals.ts'
import type { Outline } from './diary.ts'
import type { Dice } from './dice.ts'
import { toLatin } from './latin.ts'
import { fitting, say } from './phrase.ts'
import { sumOf, written } from './price.ts'
import type { Key, SampleLead } from './sample.ts'
import type { Cast } from './scene.ts'
import { tell } from './story.ts'
import type { City, Person } from './words/vocabulary.ts'
import { endings, lastingSlots, outline, past } from './work.ts'
import { type Product, productFor, type Seller, sellerBy, type World } from './world.ts'

/** A lead that is outlined and not yet told. */
export interface LeadPlan {
  key: Key
  caller: Caller
  product: Product
  outline: Outline
  /** The deal it has become. */
  deal: DealPlan | null
}

/** What is known of somebody who has just called or written. */
interface Caller extends Pick<SampleLead, 'companyName' | 'jobTitle' | 'phone' | 'email' | 'source'> {
  person: Person
  city: City
  seller: Seller
}

const leadCount = 420

/** The leads that became somebody's first deal, and all the others. */
export function planLeads(deals: DealPlan[], world: World, dice: Dice): LeadPlan[] {
  const mailboxes = new Set<string>()
  const strangers = Array.from({ length: leadCount - newcomers }, () => stranger(mailboxes, world, dice))
  const ends = endings(strangers, { won: 0, lost: 105, parked: 14 }, () => 1, dice)
  const unsold = strangers.map((caller, index) => ({
    key: `lead-${index + 1}`,
    caller,
    product: productFor(caller.seller, world, dice),
    outline: outline(
      { subject: 'lead', ending: ends.get(caller) ?? 'open', seller: caller.seller },
      world,
      dice,
    ),
    deal: null,
  }))
  return dice.shuffle([...deals.flatMap((deal) => firstTalk(deal, world, dice)), ...unsold])
}

/** The lead a first deal grew from: it ends at the very minute the deal begins. */
function firstTalk(deal: DealPlan, world: World, dice: Dice): LeadPlan[] {
  const [beginning] = deal.outline.beats
  if (!deal.lead || !beginning) return []
  const { company, city, seller } = deal.customer
  const { person, contact } = deal.buyer
  const { jobTitle, phone, email, source } = contact
  const nail = { ...beginning, floor: Math.max(past - 25, beginning.workday - 25) }
  return [
    {
      key: deal.lead,
      caller: { person, city, seller, companyName: company.name, jobTitle, phone, email, source },
      product: deal.product,
      outline: outline({ subject: 'lead', ending: 'won', seller, nail }, world, dice),
      deal,
    },
  ]
}

export function tellLead(plan: LeadPlan, world: World, dice: Dice): SampleLead {
  const { caller, product, deal } = plan
  const { least, most } = product.words
  const expected =
    deal?.amount ?? sumOf(product.price, Math.ceil(least + (most - least) * 0.3 * dice.roll()), 0)
  const budget = deal || dice.chance(0.55) ? expected : null
  const slots = lastingSlots(
    { person: caller.person, city: caller.city, product, sum: expected },
    world,
    dice,
  )
  const cast: Cast = {
    subject: 'lead',
    client: caller.person,
    line: product.words.line,
    slots,
    fieldAnswers: {
      city: caller.city.name,
      company: caller.companyName,
      position: caller.jobTitle,
      email: caller.email,
      budget: budget && written(budget, world.request.locale),
    },
    becomes: deal && { contact: deal.buyer.contact.key, company: deal.customer.company.key, deal: deal.key },
  }
  const told = tell(plan.outline, cast, world, dice)
  const speech = { me: caller.seller.gender, client: caller.person.gender, slots }
  return {
    ...told,
    key: plan.key,
    name: caller.person.full,
    companyName: caller.companyName,
    jobTitle: caller.jobTitle,
    phone: caller.phone,
    email: caller.email,
    city: caller.city.name,
    source: caller.source,
    budget,
    score: score(told.status, told.history.length, dice),
    description: say(
      dice.pick(fitting(world.words.leads.wishes, { line: cast.line, part: 'early' })),
      speech,
      dice,
    ),
  }
}

function stranger(mailboxes: Set<string>, world: World, dice: Dice): Caller {
  const { words, phones, places } = world
  const person = words.person(dice)
  const city = cityBy(world, dice)
  const kind = dice.weighted({ company: 45, trader: 15, private: 40 })
  const companyName = {
    company: () => words.plainCompanyName(dice),
    trader: () => words.soleTrader(person, dice),
    private: () => null,
  }[kind]()
  const domain =
    kind === 'company' && companyName ? `${toLatin(plainPart(companyName))}.example` : 'mail.example'
  return {
    person,
    city,
    seller: sellerBy(world, 'leads', dice),
    companyName,
    jobTitle:
      kind === 'company' ? dice.pick(words.jobTitles) : kind === 'trader' ? words.soleTraderTitle : null,
    phone: phones.next(places.mobile ?? city),
    email: dice.chance(0.7) ? mailbox(person, domain, mailboxes) : null,
    source: dice.weighted(words.sources),
  }
}

/** «Агроснаб» of ООО «Агроснаб». */
function plainPart(companyName: string): string {
  return /«(.+)»/.exec(companyName)?.[1] ?? companyName
}

/** How promising it looks, 0 to 100: talking longer is a good sign, going nowhere is not. */
function score(status: SampleLead['status'], happenings: number, dice: Dice): number {
  const base = { open: 30, won: 68, lost: 8 }[status]
  return Math.min(98, base + Math.min(24, happenings * 4) + dice.between(0, 20))
}
