import { attachedText } from '../attached-text.ts'
import type { Lane } from '../lane.ts'
import type { Change } from '../log.ts'
import { oneOf } from '../random.ts'
import { deskOf } from './desk.ts'
import { some } from './work.ts'

/** Contacts known by an address that others use at the same time: of each there may be one. */
export async function upsertContacts(lane: Lane) {
  const mark = lane.mark()
  const keys = Array.from({ length: 1 + lane.random(3) }, () => `shared-${lane.random(20)}@example.com`)
  await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.upsert',
    body: {
      entity: 'contact',
      by: 'email',
      items: [...new Set(keys)].map((key) => ({ key, values: { name: `Upserted ${mark}` } })),
    },
    changed: ({ items }: { items: { id: string; result: string }[] }) =>
      items.filter(({ result }) => result !== 'unchanged').map(({ id, result }) => [`contact.${result}`, id]),
  })
}

/** Makes one contact of two, of which the one that goes has a note. */
export async function mergeContacts(lane: Lane) {
  const desk = deskOf(lane)
  const [survivor, loser] = desk.contacts
  if (!survivor || !loser) return
  const who = lane.world.head
  desk.contacts.splice(0, 2)
  await lane.send({
    who,
    method: 'POST',
    path: '/notes',
    body: { contact: loser, text: `Of one that goes: ${lane.mark()}` },
    changed: ({ item }) => [['note.created', item.id]],
  })
  const merged = await lane.send({
    who,
    method: 'POST',
    path: '/commands/records.merge',
    body: { entity: 'contact', survivor, others: [loser] },
    changed: () => [
      ['contact.merged', survivor],
      ['contact.mergedAway', loser],
    ],
  })
  if (merged) desk.merges.push({ event: merged.event, contacts: [survivor, loser] })
}

export async function unmergeContacts(lane: Lane) {
  const desk = deskOf(lane)
  const merge = desk.merges.shift()
  if (!merge) return
  const { event, contacts } = merge
  const apart = await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.unmerge',
    body: { event },
    changed: () => [['contact.unmerged', contacts[0]!]],
  })
  if (apart) desk.contacts.push(...contacts)
}

export async function deleteContacts(lane: Lane) {
  const desk = deskOf(lane)
  const ids = desk.contacts.splice(0, 1 + lane.random(3))
  if (ids.length === 0) return
  const answer = await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.deleteMany',
    body: { entity: 'contact', ids },
    changed: ({ failed }) =>
      ids
        .filter((id) => !failed.some((one: { id: string }) => one.id === id))
        .map((id): Change => ['contact.deleted', id]),
  })
  if (answer) desk.binned.push(...ids)
}

export async function restoreContact(lane: Lane) {
  const desk = deskOf(lane)
  const id = desk.binned.pop()
  if (!id) return
  const answer = await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/records.restore',
    body: { entity: 'contact', id },
    changed: () => [['contact.restored', id]],
  })
  if (answer) desk.contacts.push(id)
}

/** Tags that are made by whoever names them first, by several people at once. */
export async function tagWork(lane: Lane) {
  const { entity, ids } = some(lane)
  if (ids.length === 0) return
  const tag = () => `Harness ${lane.random(30)}`
  const [given, taken] = [tag(), tag()]
  await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: '/commands/tag.change',
    body: { entity, ids, add: [given], remove: given === taken ? [] : [taken] },
    // Whoever bears it already is not changed.
    changed: () => [],
  })
}

/** Most are small; every fifth is up to 2 MB. */
export async function attachFile(lane: Lane) {
  const work = oneOf(lane.random, lane.seen)
  if (!work) return
  const mark = lane.mark()
  const bytes = 1 + lane.random(lane.random(5) === 0 ? 2_000_000 : 20_000)
  await lane.send({
    who: lane.world.head,
    method: 'POST',
    path: `/files?entity=${work.entity}&record=${work.id}`,
    body: { mark, bytes },
    file: attachedText(mark, bytes),
    isKeyed: true,
    changed: ({ item }) => [['file.created', item.id]],
  })
}
