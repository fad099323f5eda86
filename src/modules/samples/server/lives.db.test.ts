import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import type { Ctx } from '../../../server/context.ts'
import { writeAct } from '../../../server/events/events.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { carryTimeline } from '../../leads/server/index.ts'
import { product } from '../../products/index.ts'
import { endStep, lockOpenWork } from '../../steps/server/index.ts'
import { generateSamples } from '../generator/generate.ts'
import type { Happening, PlannedStep, SampleCompany, Worked } from '../generator/sample.ts'
import { type Cast, createCast } from './cast.ts'
import { type Life, live } from './lives.ts'
import { leaveTraces, lifeOfDeal, lifeOfLead } from './load-samples.ts'
import { findPlaces, type Places } from './places.ts'

const now = new Date('2026-11-20T11:30:00Z')
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ locale: 'ru', model: 'collaborative', now: () => now })
})
afterAll(() => app.close())

it('leaves on paper what the verbs would leave', async () => {
  const sample = generateSamples({ ...app.workspace, seed: 'lives', now })
  const pairs = await app.act(async (ctx) => {
    const cast = await smallCast(ctx, sample)
    const places = await findPlaces(ctx)
    const lives = [
      ...pickOfEachEnding(sample.deals).map((one) => lifeOfDeal(one, cast)),
      ...pickOfEachEnding(sample.leads).map((one) => lifeOfLead(one, cast)),
    ]
    const twins: [Life, Life][] = []
    for (const life of lives) {
      const [onPaper, byVerbs]: [Life, Life] = [
        { ...life, id: uuidv7() },
        { ...life, id: uuidv7() },
      ]
      twins.push([onPaper, byVerbs])
      await leaveTraces(ctx, cast, [live(onPaper, cast, places)])
      ctx.rowsBefore.clear()
      await writeAct(ctx)
      await liveByVerbs(ctx, byVerbs, cast, places)
      await carryBoth(ctx, [onPaper, byVerbs], cast)
    }
    return twins
  }, app.admin.userId)

  expect(pairs.length).toBeGreaterThanOrEqual(14)
  for (const [onPaper, byVerbs] of pairs) expect(await storyOf(onPaper)).toEqual(await storyOf(byVerbs))
})

/** Everybody of the sample is the one administrator, and every customer the one customer. */
async function smallCast(ctx: Ctx, sample: SampleCompany): Promise<Cast> {
  const cast = createCast()
  const [customer, buyer, bought, sold] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  await createRecords(ctx, company, [{ id: customer, values: { name: 'Romashka' }, extra: {} }])
  await createRecords(ctx, contact, [{ id: buyer, values: { name: 'Anna', company: customer }, extra: {} }])
  await createRecords(ctx, deal, [{ id: bought, values: { title: 'Racks' }, extra: {} }])
  await createRecords(ctx, product, [{ id: sold, values: { name: 'Rack' }, extra: {} }])
  for (const { key } of sample.products) cast.play(key, sold)
  for (const { key } of sample.users) cast.play(key, ctx.actor.userId)
  for (const { key } of sample.companies) cast.play(key, customer)
  for (const { key } of sample.contacts) cast.play(key, buyer)
  for (const { history } of sample.leads) {
    const last = history.at(-1)
    if (last?.type === 'converted') cast.play(last.deal, bought)
  }
  return cast
}

/** The two longest stories of each ending, without what was noted between the steps. */
function pickOfEachEnding<Story extends Worked>(stories: Story[]): Story[] {
  const endOf = ({ status, history }: Story) =>
    `${status} ${history.findLast(({ type }) => type !== 'noted')?.type}`
  const endings = [...new Set(stories.map(endOf))]
  const longest = [...stories].sort((a, b) => b.history.length - a.history.length)
  return endings
    .flatMap((ending) => longest.filter((story) => endOf(story) === ending).slice(0, 2))
    .map((story) => ({
      ...story,
      history: story.history.filter(({ type }) => type !== 'noted'),
    }))
}

/** A converted lead's story is carried on; loading does so for all at the end. */
async function carryBoth(ctx: Ctx, [onPaper, byVerbs]: [Life, Life], cast: Cast): Promise<void> {
  const last = onPaper.history.at(-1)
  if (last?.type !== 'converted') return
  const onto = [last.contact, last.company, last.deal].map(cast.id)
  await carryTimeline(ctx, onPaper.id, onto)
  await carryTimeline(ctx, byVerbs.id, onto)
}

/** Lives a life through with the verbs of the product, the clock set to each moment. */
async function liveByVerbs(ctx: Ctx, life: Life, cast: Cast, places: Places): Promise<void> {
  let open = ''
  for (const happening of life.history) {
    const then: Ctx = {
      ...ctx,
      now: new Date(happening.at),
      act: uuidv7(),
      events: [],
      rowsBefore: new Map(),
      rowsLocked: new Map(),
      viewed: null,
    }
    open = await act(then, life, happening, { open, cast, places })
    await writeAct(then)
  }
}

interface Hand {
  open: string
  cast: Cast
  places: Places
}

async function act(
  ctx: Ctx,
  life: Life,
  happening: Happening,
  { open, cast, places }: Hand,
): Promise<string> {
  const planned = ({ kind, title, dueAt }: PlannedStep) => ({ kind: places.kind(kind), title, dueAt })
  const complete = (input: Values) => perform(ctx, 'step.complete', { step: open, ...input })
  switch (happening.type) {
    case 'created': {
      const draft = { id: life.id, values: { ...life.values }, extra: { nextStep: planned(happening.next) } }
      const [record] = await createRecords(ctx, ctx.registry.catalog.entity(life.subject), [draft])
      return record?.nextStep as string
    }
    case 'result': {
      const { note, answers, next } = happening
      const stage = places.stage(life.subject, happening.stage).id
      return complete({ outcome: 'result', note, answers, stage, next: planned(next) })
    }
    case 'postponed': {
      const { note, reason, changedOffer, next } = happening
      return complete({
        outcome: 'postponed',
        note,
        dueAt: next.dueAt,
        ...(reason && { reason }),
        ...(changedOffer && { changedOffer }),
      })
    }
    case 'parked': {
      const { note, reason, returnInMonths, next } = happening
      const step = await complete({ outcome: 'refused', note, reason, returnInMonths })
      // The verb knows the day; the sample knows the working day and what to do on it.
      const closed = ctx.events.find(({ kind }) => kind === 'step.completed')
      if (closed) closed.data.next = { ...(closed.data.next as object), ...planned(next) }
      const created = ctx.events.find(({ kind }) => kind === 'step.created')
      if (created) Object.assign(created.data, planned(next))
      const worked = ctx.events.find(({ kind }) => kind.endsWith('.worked'))
      const changes = worked?.data.changes as { nextStepDueAt: [string, string] } | undefined
      if (changes) changes.nextStepDueAt[1] = next.dueAt
      const unseen = { ...ctx, events: [] }
      return perform(unseen, 'step.change', { step, ...planned(next) })
    }
    case 'lost':
      return complete({ outcome: 'refused', note: happening.note, reason: happening.reason })
    case 'won':
      return complete({ outcome: 'result', note: happening.note, win: true })
    case 'converted': {
      const became = {
        contact: cast.id(happening.contact),
        company: cast.id(happening.company),
        deal: cast.id(happening.deal),
      }
      const work = await lockOpenWork(ctx, 'lead', life.id)
      await endStep(
        ctx,
        work,
        { outcome: 'result', note: happening.note },
        { close: 'won', reason: null },
        became,
      )
      return ''
    }
    default:
      return open
  }
}

async function perform(ctx: Ctx, name: string, input: Values): Promise<string> {
  const { command, run } = ctx.registry.commands.get(name) ?? {}
  const answer = (await run?.(ctx, command?.input.parse(input))) as { nextStep: { id: string } | null }
  return answer.nextStep?.id ?? ''
}

/** Everything the database knows of a lead or deal, ids replaced by their order and versions left out. */
async function storyOf({ subject, id }: Life): Promise<unknown> {
  const [story] = await app.rows<{ ids: string[]; story: object }>(
    `with mine as (select id, row_number() over (order by created_at) as place from steps where subject_id = $1)
     select array(select id from mine order by place) as ids, jsonb_build_object(
       'record', (select to_jsonb(t) - 'version' from ${subject}s t where id = $1),
       'steps', (select jsonb_agg(to_jsonb(s) - 'version' order by place) from steps s join mine using (id)),
       'events', (
         select jsonb_agg(to_jsonb(e) - 'id' - 'act_id' - 'salt' || jsonb_build_object(
           'data', e.data - 'version',
           'shownOn', array(select l.record_id from event_links l where l.event_id = e.id and l.at = e.at order by l.record_id = $1, l.record_id)
         ) order by e.at, e.kind, place nulls first)
         from events e left join mine on mine.id = e.record_id where e.record_id = $1 or mine.id is not null
       )) as story`,
    [id],
  )
  let text = JSON.stringify(story?.story)
  for (const [place, known] of [id, ...(story?.ids ?? [])].entries())
    text = text.replaceAll(known, `#${place}`)
  return JSON.parse(text)
}
