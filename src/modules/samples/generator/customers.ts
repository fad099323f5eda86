import type { Dice } from './dice.ts'
import { toLatin } from './latin.ts'
import { say } from './phrase.ts'
import { priceOf } from './price.ts'
import type { SampleContact, SampleCustomerCompany, SampleNote } from './sample.ts'
import type { City, Person } from './words/vocabulary.ts'
import { type Seller, sellerBy, type World } from './world.ts'

/** A customer before it is known when they became one. */
export interface Customer {
  company: Omit<SampleCustomerCompany, 'createdAt' | 'tags'>
  city: City
  seller: Seller
  people: Acquaintance[]
}

/** A person at a customer. */
export interface Acquaintance {
  person: Person
  contact: Omit<SampleContact, 'createdAt' | 'tags'>
}

export const customerCount = 140
const contactCount = 260
/** One in seven works under the owner's own name. */
const soleTraders = 20

/** Companies with their people. The first is always the same: no Russian sample is complete without «Ромашка». */
export function inventCustomers(world: World, dice: Dice): Customer[] {
  const { words } = world
  const [first, ...others] = words.companyNames
  const named = [first, ...dice.shuffle(others)].slice(0, customerCount - soleTraders)
  const places = dice.shuffle(Array.from({ length: customerCount - 1 }, (_, index) => index + 1))
  const ownNamed = new Set(places.slice(0, soleTraders))
  const crowd = peoplePerCompany(dice)
  const mailboxes = new Set<string>()
  return Array.from({ length: customerCount }, (_, index) => {
    const name = ownNamed.has(index) ? undefined : named.shift()
    return inventCustomer({ index, name, heads: crowd[index] ?? 1, mailboxes }, world, dice)
  })
}

interface CustomerDraft {
  index: number
  /** Undefined: it bears the name of its owner. */
  name: { name: string; industry: string } | undefined
  heads: number
  mailboxes: Set<string>
}

function inventCustomer(
  { index, name, heads, mailboxes }: CustomerDraft,
  world: World,
  dice: Dice,
): Customer {
  const { words, places, phones, request } = world
  const city = cityBy(world, dice)
  const seller = sellerBy(world, 'customers', dice)
  const owner = words.person(dice)
  const domain = name ? `${toLatin(name.name)}.example` : `${toLatin(owner.last)}.example`
  const key = `company-${index + 1}`
  const company: Customer['company'] = {
    key,
    name: name ? words.legalName(name.name, request.country, dice) : words.soleTrader(owner, dice),
    industry: name?.industry ?? dice.pick(words.companyNames).industry,
    phone: phones.next(city),
    email: `info@${domain}`,
    website: name ? `https://${domain}` : null,
    country: request.country,
    city: city.name,
    address: dice.pick(places.streets).replace('{n}', String(dice.between(1, 48))),
    taxId: words.taxId(dice, !name),
    employees: name ? Math.round(8 * 2 ** (dice.roll() * 6)) : dice.between(1, 9),
    annualRevenue: priceOf((name ? 400_000 : 60_000) * 2 ** (dice.roll() * 5), request.currency),
    foundedYear: request.now.getUTCFullYear() - dice.between(2, 32),
    owner: seller.user,
  }
  const people = Array.from({ length: heads }, (_, place) => {
    const isOwner = place === 0 && (!name || dice.chance(0.25))
    const person = isOwner ? owner : words.person(dice)
    return {
      person,
      contact: {
        key: `${key}-contact-${place + 1}`,
        name: person.full,
        company: key,
        jobTitle: isOwner ? (name ? words.directorTitle : words.soleTraderTitle) : dice.pick(words.jobTitles),
        phone: phones.next(world.places.mobile ?? city),
        email: dice.chance(0.88) ? mailbox(person, domain, mailboxes) : null,
        city: city.name,
        birthday: dice.chance(0.3) ? birthday(request.now, dice) : null,
        source: dice.weighted(words.sources),
        owner: seller.user,
      },
    }
  })
  return { company, city, seller, people }
}

/** An address nobody can write to: names under `.example` are reserved. */
export function mailbox(person: Person, domain: string, taken: Set<string>): string {
  const [first, last] = [toLatin(person.first), toLatin(person.last)]
  const choices = [`${first.charAt(0)}.${last}`, `${first}.${last}`, `${last}.${first.charAt(0)}`]
  for (let number = 2; choices.length < 20; number++) choices.push(`${first}.${last}${number}`)
  const name = choices.find((choice) => !taken.has(`${choice}@${domain}`)) ?? last
  taken.add(`${name}@${domain}`)
  return `${name}@${domain}`
}

/** A city, the larger the likelier. */
export function cityBy(world: World, dice: Dice): City {
  const name = dice.weighted(Object.fromEntries(world.places.cities.map((city) => [city.name, city.weight])))
  return world.places.cities.find((city) => city.name === name) as City // the name comes from this very list
}

/** What is worth knowing of somebody, noted at a moment after they became known. */
export function remark(
  customer: Customer,
  noted: { at: string; slots: Record<string, string> },
  world: World,
  dice: Dice,
): SampleNote {
  const isAboutPerson = dice.chance(0.5)
  const { person, contact } = dice.pick(customer.people)
  const { asides } = world.words
  const speech = {
    me: customer.seller.gender,
    client: person.gender,
    slots: { ...noted.slots, client: person.first },
  }
  return {
    at: noted.at,
    author: customer.seller.user,
    company: isAboutPerson ? null : customer.company.key,
    contact: isAboutPerson ? contact.key : null,
    kind: 'note',
    text: say(dice.pick(isAboutPerson ? asides.aboutContact : asides.aboutCompany), speech, dice),
    isPinned: dice.chance(0.3),
  }
}

function peoplePerCompany(dice: Dice): number[] {
  const heads = Array.from({ length: customerCount }, () => 1)
  for (let left = contactCount - customerCount; left > 0; ) {
    const index = dice.between(0, customerCount - 1)
    if ((heads[index] ?? 5) >= 5) continue
    heads[index] = (heads[index] ?? 0) + 1
    left -= 1
  }
  return heads
}

function birthday(now: Date, dice: Dice): string {
  const year = now.getUTCFullYear() - dice.between(24, 63)
  return new Date(Date.UTC(year, 0, dice.between(1, 365))).toISOString().slice(0, 10)
}
