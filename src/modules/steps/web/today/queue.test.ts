import { expect, test } from 'vitest'
import {
  adopt,
  close,
  neighbour,
  putLast,
  type QueueItem,
  showWaiting,
  startQueue,
  takeAnswer,
  takeBack,
} from './queue.ts'

function item(id: string, hour: number): QueueItem {
  const dueAt = `2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z`
  const step = { id, kind: 'call', title: null, dueAt, owner: 'me', attempt: 1, postponements: 0 }
  return { step, entity: 'lead', record: { id: `lead-${id}`, title: id } }
}

const morning = [item('a', 9), item('b', 10), item('c', 11)]

test('a step closed here leaves at once and the next one is its neighbour', () => {
  const queue = startQueue(morning, false)
  expect(neighbour(queue, 'a')).toBe('b')
  expect(close(queue, 'a').order).toEqual(['b', 'c'])
})

test('the last step of the queue gives way to the one before it', () => {
  const queue = startQueue(morning, false)
  expect(neighbour(queue, 'c')).toBe('b')
  expect(neighbour(close(close(queue, 'a'), 'b'), 'c')).toBeNull()
})

test('a step being closed stays away while answers still have it', () => {
  const queue = takeAnswer(close(startQueue(morning, false), 'a'), morning, false)
  expect(queue.order).toEqual(['b', 'c'])
  expect(queue.waiting).toEqual([])
})

test('a step the server refused to close comes back to its time', () => {
  expect(takeBack(close(startQueue(morning, false), 'b'), 'b').order).toEqual(['a', 'b', 'c'])
})

test('an undone step comes back by itself', () => {
  const closed = takeAnswer(close(startQueue(morning, false), 'b'), [morning[0]!, morning[2]!], false)
  const undone = takeAnswer(closed, morning, false)
  expect(undone.order).toEqual(['a', 'b', 'c'])
  expect(undone.waiting).toEqual([])
})

test('a step closed elsewhere disappears and the others keep their places', () => {
  const queue = takeAnswer(putLast(startQueue(morning, false), 'a'), [morning[0]!, morning[2]!], false)
  expect(queue.order).toEqual(['c', 'a'])
})

test('a new step waits until it is asked for, then stands at its time', () => {
  const queue = takeAnswer(startQueue(morning, false), [item('z', 8), ...morning], false)
  expect(queue.order).toEqual(['a', 'b', 'c'])
  expect(queue.waiting).toEqual(['z'])
  expect(showWaiting(queue).order).toEqual(['z', 'a', 'b', 'c'])
})

test('a waiting step that was closed elsewhere waits no more', () => {
  const queue = takeAnswer(startQueue(morning, false), [item('z', 8), ...morning], false)
  expect(takeAnswer(queue, morning, false).waiting).toEqual([])
})

test('the step that follows what was closed here comes in by itself', () => {
  const queue = adopt(close(startQueue(morning, false), 'a'), 'next')
  expect(takeAnswer(queue, [...morning.slice(1), item('next', 15)], false).order).toEqual(['b', 'c', 'next'])
})

test('further steps of a long day follow by themselves', () => {
  const queue = startQueue(morning, true)
  expect(takeAnswer(queue, [...morning.slice(1), item('d', 12)], false).order).toEqual(['b', 'c', 'd'])
})

test('what was put last stays last when others come', () => {
  const queue = adopt(putLast(startQueue(morning, false), 'a'), 'next')
  expect(takeAnswer(queue, [...morning, item('next', 15)], false).order).toEqual(['b', 'c', 'next', 'a'])
})
