import { closesAt, opensAt } from './calendar.ts'
import { type Customer, inventCustomers, remark } from './customers.ts'
import { type DealPlan, planDeals, tellDeal } from './deals.ts'
import { fillDiaries } from './diary.ts'
import type { Dice } from './dice.ts'
import { planLeads, tellLead } from './leads.ts'
import type {
  SampleCompany,
  SampleNote,
  SampleProfile,
  SampleRequest,
  SampleTeam,
  SampleUser,
} from './sample.ts'
import { sampleTags, taggedViews, tagsOfCompany, tagsOfContact } from './tags.ts'
import { createWorld, userKey, type World } from './world.ts'

/**
 * Invents a company to try the product on: a dealer in warehouse equipment with its people, its customers and
 * five months of its working life up to `now`. The same request always invents the same company.
 *
 * First come the customers; then every deal and lead is outlined from its end backwards, so that it stands today
 * where it should; then the open ones are given places in somebody's diary; and only then are the stories told.
 */
export function generateSamples(request: SampleRequest): SampleCompany {
  const world = createWorld(request)
  const roll = (name: string) => world.dice.fork(name)

  const customers = inventCustomers(world, roll('customers'))
  const dealPlans = planDeals(customers, world, roll('deals'))
  const leadPlans = planLeads(dealPlans, world, roll('leads'))
  fillDiaries(
    [...leadPlans, ...dealPlans].map(({ outline }) => outline),
    world.calendar,
    roll('diaries'),
  )

  const known = acquaintances(customers, dealPlans, world, roll('acquaintances'))
  return {
    profile: profile(world),
    teams: teams(world),
    users: users(world),
    plans: world.sellers.flatMap(
      ({
        user,
        habits: {
          plan: [steps, results],
        },
      }) => [
        { user, period: 'day' as const, steps, results },
        { user, period: 'week' as const, steps: steps * 5, results: results * 5 },
        { user, period: 'month' as const, steps: steps * 21, results: results * 21 },
      ],
    ),
    products: world.products.map(({ words, ...product }) => product),
    tags: sampleTags(world),
    views: taggedViews(world),
    companies: customers.map((customer) => ({
      ...customer.company,
      tags: tagsOfCompany(customer, world),
      createdAt: moment(known.companies.get(customer.company.key), world),
    })),
    contacts: customers.flatMap(({ people }) =>
      people.map(({ contact }) => ({
        ...contact,
        tags: tagsOfContact(contact, world),
        createdAt: moment(known.contacts.get(contact.key), world),
      })),
    ),
    leads: leadPlans.map((plan) => tellLead(plan, world, roll(plan.key))).sort(byCreation),
    deals: dealPlans.map((plan) => tellDeal(plan, world, roll(plan.key))).sort(byCreation),
    notes: remarks(customers, known, world, roll('remarks')),
  }
}

interface Slot {
  workday: number
  minute: number
}

/** When each company and contact became known. */
interface Acquaintances {
  companies: Map<string, Slot>
  contacts: Map<string, Slot>
}

/** A newcomer became known with the first deal; everybody else long before there was anything to sell. */
function acquaintances(customers: Customer[], deals: DealPlan[], world: World, dice: Dice): Acquaintances {
  const known: Acquaintances = { companies: new Map(), contacts: new Map() }
  const firstDeals = new Map(deals.filter(({ lead }) => lead).map((deal) => [deal.customer, deal]))
  for (const customer of customers) {
    const beginning = firstDeals.get(customer)?.outline.beats[0]
    const met: Slot = beginning ?? { workday: dice.between(-420, -130), minute: anyMinute(dice) }
    known.companies.set(customer.company.key, met)
    customer.people.forEach(({ contact }, place) => {
      // Colleagues of the first acquaintance are met a little later, though not after today.
      const later =
        place === 0 ? met.workday : Math.min(world.calendar.lastWorked, met.workday + dice.between(1, 20))
      known.contacts.set(
        contact.key,
        later === met.workday ? met : { workday: later, minute: anyMorningMinute(dice) },
      )
    })
  }
  return known
}

function remarks(customers: Customer[], known: Acquaintances, world: World, dice: Dice): SampleNote[] {
  const { calendar, words } = world
  const metAll = ({ people }: Customer) =>
    Math.max(...people.map(({ contact }) => known.contacts.get(contact.key)?.workday ?? 0))
  const familiar = customers.filter((customer) => metAll(customer) < -1)
  return dice
    .draw(familiar, 90, () => 1)
    .map((customer) => {
      const at = calendar.at(dice.between(metAll(customer) + 1, -1), anyMinute(dice)).toISOString()
      return remark(customer, { at, slots: { rival: dice.pick(words.rivals) } }, world, dice)
    })
    .sort((a, b) => a.at.localeCompare(b.at))
}

function moment(slot: Slot | undefined, { calendar }: World): string {
  return calendar.at(slot?.workday ?? calendar.lastWorked, slot?.minute ?? opensAt).toISOString()
}

function anyMinute(dice: Dice): number {
  return dice.between(opensAt, closesAt - 1)
}

/** Early enough to lie in the past on any working day that has begun. */
function anyMorningMinute(dice: Dice): number {
  return dice.between(opensAt, opensAt + 40)
}

function byCreation(a: { createdAt: string }, b: { createdAt: string }): number {
  return a.createdAt.localeCompare(b.createdAt)
}

function profile({ words, request, places, phones }: World): SampleProfile {
  const { name, slogan, domain } = words.profile
  const { country, currency, timeZone } = request
  const [city] = places.cities
  return {
    name,
    slogan,
    country,
    currency,
    timeZone,
    website: `https://${domain}`,
    email: `hello@${domain}`,
    phone: city ? phones.next(city) : '',
  }
}

function teams({ words }: World): SampleTeam[] {
  const head = words.staff.find(({ role }) => role === 'head_of_sales')
  return words.teams.map((name, index) => ({
    key: `team-${index + 1}`,
    name,
    lead: head ? userKey(head) : '',
  }))
}

function users({ words, places, phones, request }: World): SampleUser[] {
  const [home] = places.cities
  return words.staff.map((member) => ({
    key: userKey(member),
    name: member.name,
    email: `${member.key}@${words.profile.domain}`,
    phone: home ? phones.next(places.mobile ?? home) : '',
    jobTitle: member.jobTitle,
    role: member.role,
    team: member.team === null ? null : `team-${member.team + 1}`,
    timeZone: request.timeZone,
  }))
}
