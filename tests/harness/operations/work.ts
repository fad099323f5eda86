import { importFile, importSettings } from '../import-file.ts'
import type { Lane } from '../lane.ts'
import { oneOf } from '../random.ts'
import type { Person, Seen } from '../world.ts'

const endings = [
  { outcome: 'result' },
  { outcome: 'result' },
  { outcome: 'result', win: true },
  { outcome: 'postponed', dueAt: '2031-01-15T10:00:00Z', reason: 'Asked to call later' },
  { outcome: 'refused', reason: 'No need' },
  { outcome: 'refused', reason: 'Not now', returnInMonths: 6 },
]

export async function completeStep(lane: Lane) {
  const { seen, random } = lane
  const work = oneOf(
    random,
    seen.filter(({ step }) => step),
  )
  if (!work?.step) return
  const { step } = work
  const body = { step, note: lane.mark(), ...oneOf(random, endings) }
  const answer = await lane.send({
    who: anyone(lane),
    method: 'POST',
    path: '/commands/step.complete',
    body,
    changed: () => [['step.completed', step]],
  })
  // Whoever is refused has seen an old step; the record is looked at again with the next round.
  work.step = answer?.nextStep?.id ?? null
  if (answer) work.status = answer.record.status
}

export async function moveWork(lane: Lane) {
  const work = oneOf(
    lane.random,
    lane.seen.filter(({ status }) => status === 'open'),
  )
  const stage = oneOf(
    lane.random,
    lane.world.stages.filter(({ worksOn, id }) => worksOn === work?.entity && id !== work.stage),
  )
  if (!work || !stage) return
  const { entity, id } = work
  const answer = await lane.send({
    who: anyone(lane),
    method: 'POST',
    path: '/commands/work.move',
    body: { entity, id, stage: stage.id },
    // Somebody else may have moved it there meanwhile; then nothing is left to do.
    changed: () => [],
  })
  if (answer) Object.assign(work, { stage: stage.id, pipeline: stage.pipeline })
}

export async function createDeal(lane: Lane) {
  const body = {
    title: `Deal ${lane.mark()}`,
    amount: { amount: 1000 + lane.random(100_000), currency: 'RUB' },
  }
  await create(lane, 'deal', body)
}

export async function createLead(lane: Lane) {
  const mark = lane.mark()
  const body = { name: `Lead ${mark}`, email: `${mark}@example.com`, companyName: `Firm ${lane.random(50)}` }
  await create(lane, 'lead', body)
}

async function create(lane: Lane, entity: Seen['entity'], body: Record<string, unknown>) {
  const who = anyone(lane)
  // Only who may hand work to others gives it to somebody who may be gone by then.
  const owner = who === lane.world.head ? oneOf(lane.random, lane.world.passing) : who.id
  const answer = await lane.send({
    who,
    method: 'POST',
    path: `/${entity}s`,
    body: { ...body, owner },
    changed: ({ item }) => [[`${entity}.created`, item.id]],
  })
  if (answer) lane.seen.push(seenAs(entity, answer.item))
}

export async function convertLead(lane: Lane) {
  const mark = lane.mark()
  const work = oneOf(
    lane.random,
    lane.seen.filter(({ entity, status }) => entity === 'lead' && status === 'open'),
  )
  if (!work) return
  const body = {
    id: work.id,
    contact: { create: { name: `Contact ${mark}` } },
    deal: { title: `Deal ${mark}` },
    force: true,
  }
  const answer = await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/lead.convert',
    body,
    changed: ({ contact, deal }) => [
      ['lead.won', work.id],
      ['contact.created', contact],
      ['deal.created', deal],
    ],
  })
  if (answer) Object.assign(work, { status: 'won', step: null })
}

export async function reopenWork(lane: Lane) {
  const work = oneOf(
    lane.random,
    lane.seen.filter(({ status }) => status !== 'open'),
  )
  if (!work) return
  const { entity, id } = work
  const answer = await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/work.reopen',
    body: { entity, id },
    changed: () => [[`${entity}.reopened`, id]],
  })
  work.status = 'open'
  work.step = answer?.nextStep?.id ?? null
}

export async function assignWork(lane: Lane) {
  const { random, world } = lane
  const owner = random(2) === 0 ? oneOf(random, world.passing) : oneOf(random, world.managers)!.id
  const { entity, ids } = some(lane)
  if (ids.length === 0) return
  await lane.send({
    who: world.head,
    method: 'POST',
    path: '/commands/work.assign',
    body: { entity, ids, owner },
    changed: () => [],
  })
}

export async function updateMany(lane: Lane) {
  const mark = lane.mark()
  const { entity, ids } = some(lane)
  if (ids.length === 0) return
  await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.updateMany',
    body: { entity, ids, changes: { description: mark } },
    changed: ({ failed }) =>
      ids
        .filter((id) => !failed.some((one: { id: string }) => one.id === id))
        .map((id) => [`${entity}.updated`, id]),
  })
}

/** One import of this lane at a time: the next one begins when the server is done with it. */
const underWay = new WeakMap<Lane, string>()

export async function importDeals(lane: Lane) {
  const who = lane.world.head
  const last = underWay.get(lane)
  if (last) {
    const answer = await lane.get(who, `/imports/${last}`)
    if (answer?.item.status === 'running') return
  }
  const mark = lane.mark()
  const rows = 20 + lane.random(lane.random(4) === 0 ? 3000 : 300)
  const file = importFile(mark, rows)
  const begun = await lane.send({
    who,
    method: 'POST',
    path: '/imports',
    body: { mark, rows },
    file,
    changed: () => [],
  })
  if (!begun) return
  const { id } = begun.item
  const settings = importSettings
  const verb = (name: string, body: Record<string, unknown>) =>
    lane.send({ who, method: 'POST', path: `/commands/import.${name}`, body, changed: () => [] })
  if (!(await verb('configure', { id, settings }))) return
  if (await verb('run', { id })) underWay.set(lane, id)
}

export async function deactivateUser(lane: Lane) {
  const { world, random } = lane
  const id = oneOf(random, world.passing)!
  const heir = random(2) === 0 ? oneOf(random, world.managers)!.id : oneOf(random, world.passing)!
  await lane.send({
    who: world.admin,
    method: 'POST',
    path: '/commands/user.deactivate',
    body: { id, heir },
    changed: () => [['user.deactivated', id]],
  })
}

export async function activateUser(lane: Lane) {
  const id = oneOf(lane.random, lane.world.passing)!
  await lane.send({
    who: lane.world.admin,
    method: 'POST',
    path: '/commands/user.activate',
    body: { id },
    changed: () => [['user.activated', id]],
  })
}

/** Looks at what there is: half of it new to everybody, half of it worked on by everybody at once. */
export async function lookAround(lane: Lane): Promise<void> {
  const seen: Seen[] = []
  for (const entity of ['lead', 'deal'] as const)
    for (const sort of ['-createdAt', 'createdAt']) {
      const page = await lane.get(lane.world.head, `/${entity}s?limit=40&sort=${sort}`)
      seen.push(...(page?.items ?? []).map((item: never) => seenAs(entity, item)))
    }
  if (seen.length > 0) lane.seen = seen
}

function anyone({ random, world }: Lane): Person {
  return random(3) === 0 ? oneOf(random, world.managers)! : world.head
}

/** Two to five records of one kind. */
export function some({ random, seen }: Lane): { entity: Seen['entity']; ids: string[] } {
  const entity = random(2) === 0 ? 'lead' : 'deal'
  const open = seen.filter((one) => one.entity === entity && one.status === 'open')
  const ids = Array.from({ length: 2 + random(4) }, () => oneOf(random, open)?.id).filter(
    (id) => id !== undefined,
  )
  return { entity, ids: [...new Set(ids)] }
}

interface Item {
  id: string
  title?: string
  name?: string
  status: string
  stage: string
  pipeline: string
  step: { id: string } | null
}

function seenAs(entity: Seen['entity'], { id, title, name, status, stage, pipeline, step }: Item): Seen {
  return { entity, id, title: title ?? name ?? '', status, stage, pipeline, step: step?.id ?? null }
}
