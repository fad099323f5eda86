import { describe, expect, it } from 'vitest'
import { deal } from '../../../modules/deals/index.ts'
import { isInForce, quickFilters, toggleQuick } from './quick-filters.ts'

const all = quickFilters(deal)
const quick = (id: string) => all.find((one) => one.id === id)!

describe('a quick filter', () => {
  it('is put on and taken off, and other conditions stay', () => {
    const other = { field: 'amount', op: 'notEmpty' } as const
    for (const one of all) {
      const on = toggleQuick(other, one)
      expect(isInForce(on, one)).toBe(true)
      expect(isInForce(other, one)).toBe(false)
      expect(isInForce(toggleQuick(on, one), one)).toBe(false)
      expect(JSON.stringify(toggleQuick(on, one))).toContain('"amount"')
    }
  })

  it('is found in force in a view that asks for the same', () => {
    const view = {
      all: [
        { field: 'status', op: 'eq', value: 'open' },
        { value: { me: true }, op: 'eq', field: 'owner' },
      ],
    } as const
    expect(isInForce(view, quick('mine'))).toBe(true)
    expect(toggleQuick(view, quick('mine'))).toEqual({ field: 'status', op: 'eq', value: 'open' })
  })

  it('stands beside an "or" without being taken into it', () => {
    const either = {
      any: [
        { field: 'amount', op: 'empty' },
        { field: 'source', op: 'empty' },
      ],
    } as const
    expect(toggleQuick(either, quick('mine'))).toEqual({ all: [either, quick('mine').filter] })
  })
})

it('nouns without an owner or a next step offer fewer', () => {
  const bare = { ...deal, ownerField: null, worked: false }
  expect(quickFilters(bare).map(({ id }) => id)).toEqual(['newThisWeek'])
})
