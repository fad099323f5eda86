import type { Lane } from '../lane.ts'
import type { Change } from '../log.ts'
import { deskOf } from './desk.ts'

/** Contacts created in one call. One of them may be wrong: then nothing of an atomic call may be there. */
export async function writeBatch(lane: Lane) {
  const mark = lane.mark()
  const values: object[] = Array.from({ length: 2 + lane.random(6) }, (_, n) => ({
    name: `Batch ${mark} ${n}`,
  }))
  if (lane.random(3) === 0) values.push({ name: `Batch ${mark} wrong`, email: 'no address' })
  const answer = await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.batch',
    body: {
      entity: 'contact',
      atomic: lane.random(2) === 0,
      items: values.map((one) => ({ op: 'create', values: one })),
    },
    changed: ({ items }) => items.map(({ id }: { id: string }) => ['contact.created', id]),
  })
  if (!answer) return
  const contacts = answer.items.map(({ id }: { id: string }) => id)
  const desk = deskOf(lane)
  if (lane.random(4) === 0) desk.batches.push({ event: answer.event, contacts })
  else desk.contacts.push(...contacts)
}

/** Takes such a call back. */
export async function undoBatch(lane: Lane) {
  const batch = deskOf(lane).batches.pop()
  if (!batch) return
  const { event, contacts } = batch
  await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.undo',
    body: { event },
    changed: () => contacts.map((id): Change => ['act.undone', id]),
  })
}

/**
 * Gives all companies another description, in the background and in several acts; sometimes that is taken back. Two at
 * once would wait for one another, so one lane in three does it at all.
 */
export async function changeAllCompanies(lane: Lane) {
  const desk = deskOf(lane)
  const who = lane.world.head
  const verb = (name: string, body: Record<string, unknown>) =>
    lane.send({ who, method: 'POST', path: `/commands/bulk.${name}`, body, changed: () => [] })
  if (desk.bulk) {
    const answer = await lane.get(who, `/bulk-runs/${desk.bulk}`)
    if (['running', 'undoing'].includes(answer?.item.status)) {
      if (lane.random(10) === 0) await verb('cancel', { id: desk.bulk })
      return
    }
    if (answer?.item.status !== 'undone' && lane.random(2) === 0) return verb('undo', { id: desk.bulk })
  }
  const act = { kind: 'edit', changes: { description: `bulk-${lane.mark()}` } }
  const begun = await verb('start', { entity: 'company', selection: {}, act })
  desk.bulk = begun?.id ?? null
}

/** Has a file of all deals or contacts written; one of this lane at a time. */
export async function exportAll(lane: Lane) {
  const desk = deskOf(lane)
  const who = lane.world.admin
  if (desk.export) {
    const answer = await lane.get(who, `/exports/${desk.export}`)
    if (answer?.item.status === 'running') return
  }
  const begun = await lane.send({
    who,
    method: 'POST',
    path: '/commands/export.prepare',
    body: { entity: lane.random(2) === 0 ? 'deal' : 'contact', format: 'jsonl' },
    changed: ({ id }) => [['export.begun', id]],
  })
  desk.export = begun?.id ?? null
}
