import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit, writeAct } from '../../../server/events/events.ts'
import type { Values } from '../../../server/registry.ts'
import { company, contact } from '../../customers/index.ts'
import { carryTimeline } from '../../leads/server/index.ts'
import { note } from '../../notes/index.ts'
import { team, user } from '../../people/index.ts'
import { product } from '../../products/index.ts'
import { plan } from '../../steps/index.ts'
import { generateSamples } from '../generator/generate.ts'
import type { Key, SampleCompany } from '../generator/sample.ts'
import { backThen } from './back-then.ts'
import { bring, type Cast, castKnown, createCast } from './cast.ts'
import { type Deed, deedsOf } from './deeds.ts'
import { findPlaces } from './places.ts'
import { lockSample, markSample, planners, rolesByKey } from './samples.queries.ts'

export interface LoadedSamples {
  /** User ids by the key of the person in the sample. */
  users: ReadonlyMap<Key, string>
  counts: { companies: number; contacts: number; leads: number; deals: number; steps: number }
}

/**
 * Brings an invented company into the workspace by living through its last months: everything that happened is
 * done again, in order and at its time, by the verbs of the product. `star` is a user who plays the best of the
 * managers, so that his own Today is not empty. It is one act, undone by `removeSamples` only. Refuses while there
 * is a sample.
 */
export async function loadSamples(
  ctx: Ctx,
  { star, seed = 'onward' }: { star?: string; seed?: string } = {},
): Promise<LoadedSamples> {
  if (await lockSample(ctx)) fail('sample.already-loaded')
  const { locale, country, currency, timeZone, model } = ctx.workspace
  const sample = generateSamples({ seed, locale, country, currency, timeZone, model, now: ctx.now })
  const cast = createCast()
  const best = sample.users.find(({ role }) => role === 'sales_manager')
  if (star && best) cast.play(best.key, star)

  const opening = sample.companies.map(({ createdAt }) => createdAt).sort()[0] ?? ctx.now.toISOString()
  await backThen(ctx, { at: opening, by: ctx.actor.userId }, (then) => openBusiness(then, sample, cast))
  const places = await findPlaces(ctx)
  const deeds = [...meetings(sample, cast), ...lives(sample, cast, places), ...remarks(sample, cast)]
  // At the same moment a customer comes before the deal and the deal before the lead that became it: sorting is stable.
  deeds.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const { run } of deeds) await run(ctx)

  await markSample(ctx, cast.brought)
  emit(ctx, { kind: 'sample.loaded', entity: 'workspace', recordId: ctx.workspace.id, data: {} })
  ctx.rowsBefore.clear()
  await writeAct(ctx)
  await carryStories(ctx, sample, cast)
  return { users: new Map(sample.users.map(({ key }) => [key, cast.id(key)])), counts: countsOf(sample) }
}

/** Teams, people, goals and the price list. */
async function openBusiness(
  ctx: Ctx,
  { teams, users, products, plans }: SampleCompany,
  cast: Cast,
): Promise<void> {
  await castKnown(
    ctx,
    cast,
    team,
    'name',
    teams.map(({ key, name }) => ({ key, text: name })),
  )
  await castKnown(
    ctx,
    cast,
    user,
    'email',
    users.map(({ key, email }) => ({ key, text: email })),
  )
  await castKnown(
    ctx,
    cast,
    product,
    'name',
    products.map(({ key, name }) => ({ key, text: name })),
  )
  const roles = await rolesByKey(ctx)
  await bring(
    ctx,
    cast,
    team,
    teams.map(({ key, lead, ...values }) => ({ key, values: { ...values, lead: cast.id(lead) } })),
  )
  await bring(
    ctx,
    cast,
    user,
    users.map(({ key, role, team: home, ...values }) => ({
      key,
      values: { ...values, role: roles.get(role), team: home && cast.id(home) },
    })),
  )
  await bring(
    ctx,
    cast,
    product,
    products.map(({ key, ...values }) => ({ key, values })),
  )
  const haveGoals = await planners(ctx)
  const goals = plans
    .map((values) => ({ ...values, user: cast.id(values.user) }))
    .filter((goal) => !haveGoals.has(goal.user))
  await bring(
    ctx,
    cast,
    plan,
    goals.map((values) => ({ key: `plan-${values.user}-${values.period}`, values })),
  )
}

/** Companies and contacts, each at the moment it became known. */
function meetings({ companies, contacts }: SampleCompany, cast: Cast): Deed[] {
  const meet = (
    entity: Entity,
    { key, createdAt: at, ...values }: Values & { key: Key; createdAt: string; owner: Key },
  ): Deed => ({
    at,
    run: (ctx) => {
      const place = typeof values.company === 'string' ? { company: cast.id(values.company) } : {}
      const owner = cast.id(values.owner)
      return backThen(ctx, { at, by: owner }, (then) =>
        bring(then, cast, entity, [{ key, values: { ...values, owner, ...place } }]),
      )
    },
  })
  return [
    ...companies.map((one) => meet(company, { ...one })),
    ...contacts.map((one) => meet(contact, { ...one })),
  ]
}

/** Deals and leads with all that happened to them. */
function lives({ deals, leads }: SampleCompany, cast: Cast, places: Parameters<typeof deedsOf>[2]): Deed[] {
  return [
    ...deals.flatMap(({ key, createdAt, stage, status, answers, history, currentStep, lead, ...fields }) => {
      const { owner, company: customer, contact: buyer, product: sold } = fields
      const values = {
        ...fields,
        owner: cast.id(owner),
        company: cast.id(customer),
        contact: cast.id(buyer),
        product: cast.id(sold),
      }
      return deedsOf({ subject: 'deal', id: cast.id(key), values, history }, cast, places)
    }),
    ...leads.flatMap(({ key, createdAt, stage, status, answers, history, currentStep, ...fields }) => {
      const values = { ...fields, owner: cast.id(fields.owner) }
      return deedsOf({ subject: 'lead', id: cast.id(key), values, history }, cast, places)
    }),
  ]
}

function remarks({ notes }: SampleCompany, cast: Cast): Deed[] {
  return notes.map(({ at, author, company: about, contact: who, ...values }, index) => ({
    at,
    run: (ctx) => {
      const subject = { company: about && cast.id(about), contact: who && cast.id(who) }
      return backThen(ctx, { at, by: cast.id(author) }, (then) =>
        bring(then, cast, note, [{ key: `note-${index}`, values: { ...values, ...subject } }]),
      )
    },
  }))
}

/** What a lead went through is shown with what it became; the events must be written before they can be linked. */
async function carryStories(ctx: Ctx, { leads }: SampleCompany, cast: Cast): Promise<void> {
  for (const { key, history } of leads) {
    const last = history.at(-1)
    if (last?.type === 'converted')
      await carryTimeline(ctx, cast.id(key), [last.contact, last.company, last.deal].map(cast.id))
  }
}

function countsOf({ companies, contacts, leads, deals }: SampleCompany): LoadedSamples['counts'] {
  const steps = [...leads, ...deals].flatMap(({ history }) => history.filter((one) => 'next' in one)).length
  return {
    companies: companies.length,
    contacts: contacts.length,
    leads: leads.length,
    deals: deals.length,
    steps,
  }
}
