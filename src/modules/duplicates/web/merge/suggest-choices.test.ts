import { describe, expect, it } from 'vitest'
import { differingFields, suggestChoices } from './suggest-choices.ts'

const row = (id: string, updatedAt: string, fields: object) => ({
  id,
  version: 1,
  createdAt: '',
  updatedAt,
  ...fields,
})
const records = [
  row('a', '2026-01-01', { name: 'Anna', phone: null, city: 'Perm', budget: { amount: 1, currency: 'RUB' } }),
  row('b', '2026-02-01', { name: 'Ann', phone: '+1', city: 'Perm', budget: { amount: 1, currency: 'RUB' } }),
  row('c', '2026-03-01', { name: 'A.', phone: '+2', city: 'Perm', budget: { amount: 1, currency: 'RUB' } }),
]

describe('what is chosen in a merge', () => {
  it('asks only about what differs', () => {
    expect(differingFields(records, ['name', 'phone', 'city', 'budget', 'email'])).toEqual(['name', 'phone'])
  })

  it('suggests the value of the survivor, else the newest', () => {
    expect(suggestChoices(records, 'a', ['name', 'phone', 'email'])).toEqual({ name: 'a', phone: 'c' })
  })
})
