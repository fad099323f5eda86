import { describe, expect, it } from 'vitest'
import { keepPresent, noSelection, selectPage, selectTo, stretchTo, toggleRow } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e', 'f']
const chosen = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('')

describe('selection', () => {
  it('a row is chosen and let go', () => {
    const once = toggleRow(noSelection, 'b')
    expect(chosen(once)).toBe('b')
    expect(chosen(toggleRow(once, 'b'))).toBe('')
  })

  it('a range runs from the anchor in either direction', () => {
    expect(chosen(selectTo(toggleRow(noSelection, 'b'), order, 'd'))).toBe('bcd')
    expect(chosen(selectTo(toggleRow(noSelection, 'd'), order, 'b'))).toBe('bcd')
  })

  it('a second range begins at the same anchor', () => {
    const first = selectTo(toggleRow(noSelection, 'b'), order, 'c')
    expect(chosen(selectTo(first, order, 'e'))).toBe('bcde')
  })

  it('a range without an anchor is its end', () => {
    const selection = selectTo(noSelection, order, 'c')
    expect(chosen(selection)).toBe('c')
    expect(selection.anchor).toBe('c')
  })

  it('a range from a row that has gone begins anew', () => {
    const selection = selectTo({ ids: new Set(), anchor: 'gone' }, order, 'c')
    expect(chosen(selection)).toBe('c')
    expect(selection.anchor).toBe('c')
  })

  it('stretching back lets rows go', () => {
    const down = stretchTo(stretchTo(noSelection, order, 'b', 'c'), order, 'c', 'd')
    expect(chosen(down)).toBe('bcd')
    expect(chosen(stretchTo(down, order, 'd', 'c'))).toBe('bc')
  })

  it('the page is chosen first, then everything loaded', () => {
    const page = selectPage(noSelection, order, 3, 2)
    expect(chosen(page)).toBe('cd')
    expect(chosen(selectPage(page, order, 3, 2))).toBe('abcdef')
  })

  it('rows that have gone are let go', () => {
    const selection = { ids: new Set(['a', 'x']), anchor: 'x' }
    expect(keepPresent(selection, order)).toEqual({ ids: new Set(['a']), anchor: null })
  })

  it('nothing changes while all rows are there', () => {
    const selection = toggleRow(noSelection, 'a')
    expect(keepPresent(selection, order)).toBe(selection)
  })
})
