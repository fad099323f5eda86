import { expect, it } from 'vitest'
import { neighbour } from './neighbour.ts'

const columns = [
  { id: 'new', items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
  { id: 'talk', items: [] },
  { id: 'offer', items: [{ id: 'x' }] },
]
const from = (id: string, key: string) => neighbour(columns, { column: 'new', id }, key)?.id ?? null

it('arrows walk within the column and stop at its ends', () => {
  expect(from('a', 'ArrowDown')).toBe('b')
  expect(from('a', 'ArrowUp')).toBeNull()
  expect(from('c', 'ArrowDown')).toBeNull()
})

it('arrows pass over empty columns and keep the height where they can', () => {
  expect(from('c', 'ArrowRight')).toBe('x')
  expect(from('x', 'ArrowLeft')).toBe('a')
  expect(from('x', 'ArrowRight')).toBeNull()
})

it('other keys lead nowhere', () => {
  expect(from('a', 'Enter')).toBeNull()
})
