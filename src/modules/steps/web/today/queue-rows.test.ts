import { expect, test } from 'vitest'
import { putLast, type QueueItem, startQueue } from './queue.ts'
import { queueCounts, queueLines } from './queue-rows.ts'

const now = new Date('2026-11-23T09:00:00Z')
const moscow = 'Europe/Moscow'

function item(id: string, dueAt: string): QueueItem {
  const step = { id, kind: 'call', title: null, dueAt, owner: 'me', attempt: 1, postponements: 0 }
  return { step, entity: 'deal', record: { id: `deal-${id}`, title: id } }
}

const items = [
  item('last-week', '2026-11-19T07:00:00.000Z'),
  item('morning', '2026-11-23T07:00:00.000Z'),
  item('noon', '2026-11-23T10:00:00.000Z'),
  item('tomorrow', '2026-11-24T07:00:00.000Z'),
]

function told(lines: ReturnType<typeof queueLines>): string[] {
  return lines.map((line) =>
    'group' in line
      ? `${line.group} ${line.count} ${line.day ?? ''}`.trim()
      : (line.day ?? line.item.step.id),
  )
}

test('steps stand under what their moment is to now', () => {
  const lines = queueLines(startQueue(items, false), now, moscow)
  expect(told(lines)).toEqual([
    'overdue 2',
    '2026-11-19',
    'morning',
    'today 1',
    'noon',
    'later 1 2026-11-24',
    'tomorrow',
  ])
})

test('what was put last stands apart, late or not', () => {
  const lines = queueLines(putLast(startQueue(items.slice(1, 3), false), 'morning'), now, moscow)
  expect(told(lines)).toEqual(['today 1', 'noon', 'aside 1', 'morning'])
})

test('the counts are of what is shown, of a long day those of the server', () => {
  const counted = { today: 640, overdue: 80 }
  expect(queueCounts(startQueue(items.slice(0, 3), false), counted, now)).toEqual({ today: 3, overdue: 2 })
  expect(queueCounts(startQueue(items.slice(0, 3), true), counted, now)).toEqual(counted)
})
