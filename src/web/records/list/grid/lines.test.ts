import { expect, it } from 'vitest'
import type { GridRow } from '../../../api/grid.ts'
import { type GroupState, linesOf, rowOf } from './lines.ts'

const group = (id: string, isOpen: boolean): GroupState => ({
  id,
  name: id,
  isOpen,
  group: { key: id, filter: { all: [] }, count: 2, sums: [] },
})
const row = (id: string) => ({ row: { id, version: 1 }, titles: {} }) as unknown as GridRow
const shape = (...given: Parameters<typeof linesOf>) =>
  linesOf(...given).map(
    (line) => rowOf(line)?.id ?? (line.kind === 'group' ? `group ${line.group.id}` : line.kind),
  )

it('a folded group is one line, whatever was fetched of it', () => {
  const fetched = { a: { rows: [row('1')], hasMore: false, loadMore: () => {} } }
  expect(shape([group('a', false), group('b', false)], fetched)).toEqual(['group a', 'group b'])
})

it('an open group is followed by its records and by the place of those on their way', () => {
  const fetched = {
    a: { rows: [row('1'), row('2')], hasMore: true, loadMore: () => {} },
    b: { rows: [row('3')], hasMore: false, loadMore: () => {} },
  }
  expect(shape([group('a', true), group('b', true), group('c', true)], fetched)).toEqual([
    'group a',
    '1',
    '2',
    'waiting',
    'group b',
    '3',
    'group c',
    'waiting',
  ])
})
