import { describe, expect, it } from 'vitest'
import { andFilter, emptyFilter, type Filter, fieldsOf, isEmptyFilter, simplifyFilter } from './filter.ts'

const a: Filter = { field: 'a', op: 'empty' }
const b: Filter = { field: 'b', op: 'empty' }
const c: Filter = { field: 'c', op: 'empty' }
const nothing: Filter = { any: [] }

describe('simplifyFilter', () => {
  const cases: [string, Filter, Filter][] = [
    ['joins nested groups of one kind', { all: [a, { all: [b, c] }] }, { all: [a, b, c] }],
    ['keeps groups of the other kind', { all: [a, { any: [b, c] }] }, { all: [a, { any: [b, c] }] }],
    ['drops a group of one', { any: [{ all: [a] }] }, a],
    ['drops double negation', { not: { not: a } }, a],
    ['drops what is always true from all', { all: [a, emptyFilter] }, a],
    ['drops what is always false from any', { any: [a, nothing] }, a],
    ['lets one always-false part decide all', { all: [a, nothing] }, nothing],
    ['lets one always-true part decide any', { any: [a, emptyFilter] }, emptyFilter],
    ['negates what is always true', { not: { all: [] } }, nothing],
    ['negates what is always false', { not: { any: [] } }, emptyFilter],
    [
      'drops an empty condition on related records',
      { related: 'deals', where: { all: [] } },
      { related: 'deals' },
    ],
    ['goes into related records', { related: 'deals', where: { all: [a] } }, { related: 'deals', where: a }],
  ]
  it.each(cases)('%s', (_, given, expected) => {
    expect(simplifyFilter(given)).toEqual(expected)
  })
})

describe('andFilter', () => {
  it('joins conditions without nesting', () => {
    expect(andFilter({ all: [a, b] }, c)).toEqual({ all: [a, b, c] })
    expect(andFilter(a, emptyFilter)).toEqual(a)
    expect(andFilter(emptyFilter, emptyFilter)).toEqual(emptyFilter)
  })
})

describe('isEmptyFilter', () => {
  it('knows a filter that holds for every record', () => {
    expect(isEmptyFilter({ all: [{ not: { any: [] } }] })).toBe(true)
    expect(isEmptyFilter(nothing)).toBe(false)
    expect(isEmptyFilter(a)).toBe(false)
  })
})

describe('fieldsOf', () => {
  it('names each field once, those of related records under their relation', () => {
    const filter: Filter = {
      all: [a, { not: a }, { related: 'deals', where: { any: [b, { related: 'steps' }] } }],
    }
    expect(fieldsOf(filter)).toEqual(['a', 'deals', 'deals/b', 'deals/steps'])
  })
})
