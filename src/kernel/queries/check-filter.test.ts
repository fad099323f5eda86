import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalog, company, filtersOn, ids, thing } from '../../../tests/helpers/filters.ts'
import { Failure } from '../errors/errors.ts'
import { checkFilter, filterLimits, filterShape } from './check-filter.ts'

function refusalOf(input: unknown, entity = thing): unknown {
  try {
    checkFilter(input, entity, catalog)
  } catch (error) {
    if (error instanceof Failure && error.code === 'input.bad-filter') return error.params
    throw error
  }
  return 'accepted'
}

const term = { field: 'size', op: 'eq', value: 1 }
const nested = (levels: number): unknown => (levels === 1 ? term : { not: nested(levels - 1) })

describe('checkFilter', () => {
  it('gives back what it accepts', () => {
    const filter = {
      all: [
        { any: [term, { not: { field: 'company.owner.name', op: 'contains', value: 'анна' } }] },
        { field: 'owner', op: 'in', value: [ids[0], { me: true }] },
        {
          field: 'at',
          op: 'between',
          value: [{ relative: 'startOfMonth', offset: { months: -1 } }, '2026-11-22T10:00:00+03:00'],
        },
        {
          related: 'tags',
          where: { field: 'label', op: 'startsWith', value: 'a' },
          count: { op: 'gte', value: 2 },
        },
      ],
    }
    expect(checkFilter(filter, thing, catalog)).toEqual(filter)
  })

  const refused: [string, unknown, object][] = [
    ['no object', 'size = 1', { reason: 'not-a-filter', at: '' }],
    ['null inside a group', { all: [term, null] }, { reason: 'not-a-filter', at: 'all.1' }],
    ['a group that is no list', { any: term }, { reason: 'not-a-filter', at: 'any' }],
    ['members it does not know', { ...term, sql: '1' }, { reason: 'not-a-filter', at: '' }],
    ['two kinds at once', { all: [], any: [] }, { reason: 'not-a-filter', at: '' }],
    [
      'an unknown field',
      { field: 'price.amount', op: 'eq', value: 1 },
      { reason: 'not-a-link', field: 'price' },
    ],
    [
      'a field of no entity',
      { field: 'company.size', op: 'empty' },
      { reason: 'unknown-field', field: 'company.size' },
    ],
    ['what every object has', { field: 'constructor', op: 'empty' }, { reason: 'unknown-field' }],
    [
      'a third hop',
      { field: 'company.parent.parent.name', op: 'empty' },
      { reason: 'too-many-hops', max: 2 },
    ],
    ['a hop through the id', { field: 'id.title', op: 'empty' }, { reason: 'not-a-link', field: 'id' }],
    [
      'an operator of other types',
      { field: 'size', op: 'contains', value: '1' },
      { reason: 'wrong-operator', op: 'contains' },
    ],
    ['a value where none belongs', { field: 'size', op: 'empty', value: 1 }, { reason: 'wrong-value' }],
    [
      'a value of another type',
      { not: { field: 'size', op: 'eq', value: '1' } },
      { reason: 'wrong-value', at: 'not.value' },
    ],
    ['no value', { field: 'size', op: 'eq' }, { reason: 'wrong-value' }],
    ['empty text', { field: 'title', op: 'contains', value: '' }, { reason: 'wrong-value' }],
    ['a NUL', { field: 'title', op: 'eq', value: 'a\0' }, { reason: 'wrong-value' }],
    ['half a surrogate pair', { field: 'title', op: 'eq', value: '\ud83d' }, { reason: 'wrong-value' }],
    ['a choice that does not exist', { field: 'kind', op: 'eq', value: 'NEW' }, { reason: 'wrong-value' }],
    ['no id', { field: 'owner', op: 'eq', value: 'anna' }, { reason: 'wrong-value' }],
    [
      '"me" where no user stands',
      { field: 'company', op: 'eq', value: { me: true } },
      { reason: 'wrong-value' },
    ],
    ['a team as one value', { field: 'owner', op: 'eq', value: { myTeam: true } }, { reason: 'wrong-value' }],
    ['an empty list', { field: 'owner', op: 'in', value: [] }, { reason: 'wrong-value' }],
    ['a day that does not exist', { field: 'day', op: 'eq', value: '2026-02-29' }, { reason: 'wrong-value' }],
    [
      'a year PostgreSQL cannot hold',
      { field: 'day', op: 'gte', value: '0000-01-01' },
      { reason: 'wrong-value' },
    ],
    [
      'a moment for a day',
      { field: 'day', op: 'eq', value: '2026-11-22T10:00:00Z' },
      { reason: 'wrong-value' },
    ],
    [
      'hours from a day',
      { field: 'at', op: 'gt', value: { relative: 'today', offset: { hours: 1 } } },
      { reason: 'wrong-value' },
    ],
    [
      'an endless offset',
      { field: 'at', op: 'gt', value: { relative: 'now', offset: { days: 1e9 } } },
      { reason: 'wrong-value' },
    ],
    ['a number beyond its column', { field: 'size', op: 'lt', value: 2 ** 31 }, { reason: 'wrong-value' }],
    [
      'a range over two currencies',
      {
        field: 'price',
        op: 'between',
        value: [
          { amount: 1, currency: 'RUB' },
          { amount: 2, currency: 'EUR' },
        ],
      },
      { reason: 'wrong-value' },
    ],
    ['an unknown relation', { related: 'deals' }, { reason: 'unknown-relation', related: 'deals' }],
    [
      'a count below nought',
      { related: 'tags', count: { op: 'gte', value: -1 } },
      { reason: 'wrong-count', at: 'count.value' },
    ],
    [
      'a wrong condition on related records',
      { related: 'tags', where: term },
      { reason: 'unknown-field', at: 'where' },
    ],
  ]
  it.each(refused)('refuses %s', (_, input, expected) => {
    expect(refusalOf(input)).toMatchObject(expected)
  })

  it('tells how to name an ambiguous relation', () => {
    const expected = { reason: 'ambiguous-relation', choices: 'things.company, things.partner' }
    expect(refusalOf({ related: 'things' }, company)).toMatchObject(expected)
    expect(refusalOf({ related: 'things.partner' }, company)).toBe('accepted')
  })

  it('takes as many terms and levels as it says and no more', () => {
    const { terms, depth } = filterLimits
    expect(refusalOf({ all: Array(terms).fill(term) })).toBe('accepted')
    expect(refusalOf({ all: Array(terms + 1).fill(term) })).toMatchObject({
      reason: 'too-many-terms',
      max: terms,
    })
    expect(refusalOf({ all: Array(terms + 1).fill({ any: [] }) })).toMatchObject({ reason: 'too-many-terms' })
    expect(refusalOf(nested(depth))).toBe('accepted')
    expect(refusalOf(nested(depth + 1))).toMatchObject({ reason: 'too-deep', max: depth })
  })

  it('refuses a bottomless filter instead of drowning in it', () => {
    expect(refusalOf(JSON.parse(`${'{"not":'.repeat(5_000)}1${'}'.repeat(5_000)}`))).toMatchObject({
      reason: 'too-deep',
    })
  })

  it('either accepts anything or refuses it as a filter', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(refusalOf(input)).toBeTruthy()
      }),
    )
  })
})

describe('filterShape', () => {
  it('accepts what checkFilter accepts', () => {
    fc.assert(
      fc.property(filtersOn(thing, 1), (filter) => {
        expect(filterShape(thing, catalog).parse(filter)).toEqual(checkFilter(filter, thing, catalog))
      }),
      { numRuns: 30 },
    )
  })

  it('says the reason and the place', () => {
    const result = filterShape(thing, catalog).safeParse({ all: [{ field: 'x', op: 'empty' }] })
    expect(result.error?.issues[0]).toMatchObject({
      message: 'unknown-field',
      path: ['all', '0'],
      params: { field: 'x' },
    })
  })
})
