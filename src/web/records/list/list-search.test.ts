import { describe, expect, it } from 'vitest'
import type { Filter } from '../../../kernel/queries/filter.ts'
import {
  isChanged,
  listSearch,
  readListState,
  sortBy,
  type ViewConfig,
  writeListState,
} from './list-search.ts'

const view: ViewConfig = {
  layout: 'list',
  filter: { field: 'status', op: 'eq', value: 'open' },
  sort: ['-updatedAt'],
  columns: [{ field: 'title' }, { field: 'amount', width: 120 }],
  pipeline: null,
  by: 'stage',
  lanes: null,
  sum: null,
  day: null,
  footers: { amount: 'sum' },
}
const anyFilter = (given: unknown) => given as Filter
const read = (raw: Record<string, unknown>) => readListState(listSearch.parse(raw), view, anyFilter)

describe('the address of a list', () => {
  it('shows the view when it says nothing', () => {
    expect(read({})).toEqual({ ...view, q: '' })
  })

  it('leads back to the state it was written from', () => {
    const next: ViewConfig = {
      layout: 'board',
      filter: { all: [] },
      sort: ['title', '-amount'],
      columns: [{ field: 'amount' }, { field: 'title', width: 300 }],
      pipeline: '018f',
      by: null,
      lanes: 'owner',
      sum: 'amount',
      day: 'closeOn',
      footers: { closeOn: 'filled', amount: 'average' },
    }
    expect(read(JSON.parse(JSON.stringify(writeListState(next, view))))).toEqual({ ...next, q: '' })
  })

  it('stays empty for what is as in the view', () => {
    const written = writeListState(
      { ...view, filter: { value: 'open', op: 'eq', field: 'status' } as Filter },
      view,
    )
    expect(Object.values(written).every((member) => member === undefined)).toBe(true)
  })

  it('survives what people break in it', () => {
    const state = read({
      sort: 'a b,-amount,;drop',
      columns: 'title:9999,amount,amount,???',
      q: 42,
      layout: 'list',
    })
    expect(state.sort).toEqual(['-amount'])
    expect(state.columns).toEqual([{ field: 'amount' }])
    expect(state.q).toBe('42')
  })

  it('falls back to the view for a filter that is none', () => {
    expect(readListState({ filter: 'nonsense' }, view, () => null).filter).toEqual(view.filter)
  })

  it('tells a changed view', () => {
    expect(isChanged(read({ q: 'anna' }), view, false)).toBe(false)
    expect(isChanged(read({ sort: 'title' }), view, true)).toBe(true)
    expect(isChanged(read({ sort: '-updatedAt' }), view, true)).toBe(false)
    expect(isChanged(read({ layout: 'board' }), view, true)).toBe(false)
    expect(isChanged(read({ layout: 'board' }), view, false)).toBe(true)
  })
})

describe('sorting by a column', () => {
  it('turns and ends with further clicks', () => {
    expect(sortBy([], 'amount', false)).toEqual(['amount'])
    expect(sortBy(['amount'], 'amount', false)).toEqual(['-amount'])
    expect(sortBy(['-amount'], 'amount', false)).toEqual([])
  })

  it('replaces the former column, with Shift joins it in its place', () => {
    expect(sortBy(['title'], 'amount', false)).toEqual(['amount'])
    expect(sortBy(['title'], 'amount', true)).toEqual(['title', 'amount'])
    expect(sortBy(['title', 'amount'], 'title', true)).toEqual(['-title', 'amount'])
  })

  it('keeps three at most', () => {
    expect(sortBy(['a', 'b', 'c'], 'd', true)).toEqual(['b', 'c', 'd'])
  })
})
