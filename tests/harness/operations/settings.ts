import type { Lane } from '../lane.ts'
import { oneOf } from '../random.ts'

/** What this process takes the field of the world for: its type changes under everybody's hands. */
let isNumber = false

/** Writes a whole number into the field, as the text or the number it is just now. */
export async function writeSize(lane: Lane) {
  const deal = oneOf(
    lane.random,
    lane.seen.filter(({ entity }) => entity === 'deal'),
  )
  if (!deal) return
  const size = lane.random(1_000_000_000)
  const answer = await lane.send({
    who: lane.world.head,
    method: 'PATCH',
    path: `/deals/${deal.id}`,
    body: { version: null, changes: { x_size: isNumber ? size : String(size) } },
    changed: () => [['deal.updated', deal.id]],
  })
  if (!answer) isNumber = !isNumber
}

/** Makes a number of the text or a text of the number, or takes the last change of that kind back. */
export async function convertSize(lane: Lane) {
  const { admin, field } = lane.world
  const path = `/fields/${field}/conversion`
  const last = (await lane.get(admin, path))?.item
  if (last?.status === 'running') return
  const verb = (name: string, body: object) =>
    lane.send({
      who: admin,
      method: 'POST',
      path: `/commands/field.${name}`,
      body: { field, ...body },
      changed: () => [],
    })
  if (last?.status === 'done' && lane.random(3) === 0) return verb('undoConversion', {})
  const type = last?.status === 'done' && last.to === 'number' ? 'text' : 'number'
  return verb('convert', { type, onFailure: 'empty' })
}

/** Searches everything for duplicates; there is one search at a time. */
export async function scanForDuplicates(lane: Lane) {
  await lane.send({
    who: lane.world.admin,
    method: 'POST',
    path: '/commands/duplicates.startScan',
    body: {},
    changed: () => [],
  })
}
