import { expect, test } from 'vitest'
import { moved, newPositions } from './order.ts'

test('a member moves up or down and the others close the gap', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c'])
  expect(moved(['a', 'b'], 5, 0)).toEqual(['a', 'b'])
})

test('only records that stand elsewhere get a new position', () => {
  const rows = [
    { id: 'b', position: 1 },
    { id: 'a', position: 0 },
    { id: 'c', position: 2 },
  ]
  expect(newPositions(rows).map(({ row, position }) => [row.id, position])).toEqual([
    ['b', 0],
    ['a', 1],
  ])
})
