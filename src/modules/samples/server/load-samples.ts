import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit, writeAct } from '../../../server/events/events.ts'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { carryTimeline } from '../../leads/server/index.ts'
import { note } from '../../notes/index.ts'
import { team, user } from '../../people/index.ts'
import type { Subject } from '../../pipelines/index.ts'
import { product } from '../../products/index.ts'
import { plan, step } from '../../steps/index.ts'
import { tag } from '../../tags/index.ts'
import { view } from '../../views/index.ts'
import { generateSamples } from '../generator/generate.ts'
import type { Key, SampleCompany, SampleDeal, SampleLead, SampleUser } from '../generator/sample.ts'
import { bring, bringDrafts, type Cast, castKnown, createCast } from './cast.ts'
import { type Life, live, type Traces } from './lives.ts'
import { findPlaces } from './places.ts'
import { lockSample, markSample, planners, rolesByKey } from './samples.queries.ts'
import type { Teller } from './told-as.ts'

export interface LoadedSamples {
  /** User ids by the key of the person in the sample. */
  users: ReadonlyMap<Key, string>
  counts: { companies: number; contacts: number; leads: number; deals: number; steps: number }
}

/**
 * Brings an invented company with five months of its history into the workspace. `star` is a user who plays the
 * best of the managers, so that his own Today is not empty. It is one act, undone by `removeSamples` only. Refuses
 * while there is a sample.
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

  await openBusiness(ctx, sample, cast)
  await meetCustomers(ctx, sample, cast)
  const places = await findPlaces(ctx)
  const traces = livesOf(sample, cast).map((life) => live(life, cast, places))
  await leaveTraces(ctx, cast, traces)
  await bring(ctx, cast, note, remarks(sample, cast))

  await markSample(ctx, cast.brought)
  emit(ctx, { kind: 'sample.loaded', entity: 'workspace', recordId: ctx.workspace.id, data: {} })
  ctx.rowsBefore.clear()
  await writeAct(ctx)
  await carryStories(ctx, sample, cast)
  const { companies, contacts, leads, deals } = sample
  const steps = traces.flatMap((one) => one.steps).length
  return {
    users: new Map(sample.users.map(({ key }) => [key, cast.id(key)])),
    counts: {
      companies: companies.length,
      contacts: contacts.length,
      leads: leads.length,
      deals: deals.length,
      steps,
    },
  }
}

/** Teams, people, goals, the price list and what is sorted by, all there before the first customer came. */
async function openBusiness(ctx: Ctx, sample: SampleCompany, cast: Cast): Promise<void> {
  const { teams, users, products, companies, tags } = sample
  const opening = {
    at: companies.map(({ createdAt }) => createdAt).sort()[0] ?? ctx.now.toISOString(),
    by: ctx.actor.userId,
  }
  await castKnown(ctx, cast, team, 'name', called(teams, 'name'))
  await castKnown(ctx, cast, user, 'email', called(users, 'email'))
  await castKnown(ctx, cast, product, 'name', called(products, 'name'))
  await castKnown(ctx, cast, tag, 'name', called(tags, 'name'))
  await hire(ctx, sample, cast, opening)
  await bring(ctx, cast, product, products.map(asPart), opening)
  await setGoals(ctx, sample, cast, opening)
  await bring(ctx, cast, tag, tags.map(asPart), opening)
  await shareViews(ctx, sample, cast, opening)
}

const called = <Name extends string>(
  parts: readonly ({ key: string } & Record<Name, string>)[],
  name: Name,
) => parts.map((part): [string, string] => [part.key, part[name]])

const asPart = <Values extends object>({ key, ...values }: { key: string } & Values) => ({ key, values })

async function hire(ctx: Ctx, { teams, users }: SampleCompany, cast: Cast, opening: Teller): Promise<void> {
  const roles = await rolesByKey(ctx)
  const teamParts = teams.map(({ key, lead: head, ...values }) => ({
    key,
    values: { ...values, lead: cast.id(head) },
  }))
  const userParts = users.map(({ key, role, team: home, ...values }) => ({
    key,
    values: { ...values, role: roles.get(role), team: home && cast.id(home) },
  }))
  await bring(ctx, cast, team, teamParts, opening)
  await bring(ctx, cast, user, userParts, opening)
}

/** Goals of those who have none yet. */
async function setGoals(ctx: Ctx, { plans }: SampleCompany, cast: Cast, opening: Teller): Promise<void> {
  const haveGoals = await planners(ctx)
  const goals = plans
    .map((goal) => ({ ...goal, user: cast.id(goal.user) }))
    .filter((goal) => !haveGoals.has(goal.user))
    .map((values) => ({ key: `plan-${values.user}-${values.period}`, values }))
  await bring(ctx, cast, plan, goals, opening)
}

async function shareViews(ctx: Ctx, { users, views }: SampleCompany, cast: Cast, opening: Teller) {
  const [{ key: administrator }] = users as [SampleUser]
  const shared = { owner: cast.id(administrator), sharing: 'everyone', isPinned: true, isDefault: false }
  const parts = views.map(({ key, entity, name, tag: borne, columns }) => {
    const filter = { field: 'tags', op: 'in', value: [cast.id(borne)] }
    const config = { layout: 'list', filter, columns: columns.map(columnOf) }
    return { key, values: { ...shared, entity, name, config } }
  })
  await bring(ctx, cast, view, parts, opening)
}

async function meetCustomers(ctx: Ctx, { companies, contacts }: SampleCompany, cast: Cast): Promise<void> {
  await bring(
    ctx,
    cast,
    company,
    companies.map(({ key, ...values }) => ({
      key,
      values: { ...values, tags: tagIds(values.tags, cast), owner: cast.id(values.owner) },
    })),
  )
  const people = contacts.map(({ key, ...values }) => ({
    key,
    values: {
      ...values,
      tags: tagIds(values.tags, cast),
      owner: cast.id(values.owner),
      company: values.company && cast.id(values.company),
    },
  }))
  await bring(ctx, cast, contact, people)
}

function livesOf({ deals, leads }: SampleCompany, cast: Cast): Life[] {
  return [...deals.map((one) => lifeOfDeal(one, cast)), ...leads.map((one) => lifeOfLead(one, cast))]
}

/** A deal as it was when it began; its history makes it what it is now. */
export function lifeOfDeal(told: SampleDeal, cast: Cast): Life {
  const { key, createdAt, stage, status, answers, history, currentStep, lead: grownFrom, ...fields } = told
  const { owner, company: customer, contact: buyer, product: sold } = fields
  const links = {
    owner: cast.id(owner),
    company: cast.id(customer),
    contact: cast.id(buyer),
    product: cast.id(sold),
    tags: tagIds(fields.tags, cast),
  }
  return { subject: 'deal', id: cast.id(key), values: { ...fields, ...links }, history }
}

/** Two tags beside one another want room. */
const columnOf = (field: string) => (field === 'tags' ? { field, width: 260 } : { field })

const tagIds = (tags: readonly Key[], cast: Cast) => (tags.length > 0 ? tags.map(cast.id) : null)

/** A lead as it was when it came in. */
export function lifeOfLead(told: SampleLead, cast: Cast): Life {
  const { key, createdAt, stage, status, answers, history, currentStep, ...fields } = told
  return { subject: 'lead', id: cast.id(key), values: { ...fields, owner: cast.id(fields.owner) }, history }
}

/** Deals come first: the leads that became them point at them. */
export async function leaveTraces(ctx: Ctx, cast: Cast, traces: Traces[]): Promise<void> {
  const tellers = new Map(traces.flatMap((one) => [...one.tellers]))
  const records = (name: Subject) =>
    traces.filter(({ subject }) => subject === name).map(({ record }) => record)
  await bringDrafts(ctx, cast, deal, records('deal'), tellers)
  await bringDrafts(ctx, cast, lead, records('lead'), tellers)
  await bringDrafts(
    ctx,
    cast,
    step,
    traces.flatMap(({ steps }) => steps),
    tellers,
  )
  await bringDrafts(
    ctx,
    cast,
    note,
    traces.flatMap(({ notes }) => notes),
    tellers,
  )
  ctx.events.push(...traces.flatMap(({ events }) => events))
}

function remarks({ notes }: SampleCompany, cast: Cast) {
  return notes.map(({ at, author, company: about, contact: who, ...values }, index) => ({
    key: `note-${index}`,
    values: {
      ...values,
      createdAt: at,
      author: cast.id(author),
      company: about && cast.id(about),
      contact: who && cast.id(who),
    },
  }))
}

/** What a lead went through is shown with what it became; events must be written before they can be linked. */
async function carryStories(ctx: Ctx, { leads }: SampleCompany, cast: Cast): Promise<void> {
  for (const { key, history } of leads) {
    const last = history.at(-1)
    if (last?.type === 'converted')
      await carryTimeline(ctx, cast.id(key), [last.contact, last.company, last.deal].map(cast.id))
  }
}
