import { expect, it } from 'vitest'
import { besideAt, besideOf } from './shown-columns.ts'

const items = ['a', 'b', 'c'].map((id) => ({ id, version: 1, createdAt: '', updatedAt: '' }))

it('a gap is told by the card above it, on top by the one below', () => {
  expect(besideAt(items, 0, 'x')).toEqual({ side: 'before', id: 'a' })
  expect(besideAt(items, 2, 'x')).toEqual({ side: 'after', id: 'b' })
  expect(besideAt(items, 3, 'a')).toEqual({ side: 'after', id: 'c' })
  expect(besideAt([], 0, 'x')).toBeNull()
})

it('the gaps around a card are where it stands', () => {
  expect([1, 2].map((gap) => besideAt(items, gap, 'b'))).toEqual([null, null])
})

it('the place of a card is told by its neighbour', () => {
  expect(besideOf(items, 'b')).toEqual({ side: 'after', id: 'a' })
  expect(besideOf(items, 'a')).toEqual({ side: 'before', id: 'b' })
  expect(besideOf(items.slice(0, 1), 'a')).toBeNull()
})
