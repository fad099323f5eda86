import { describe, expect, test } from 'vitest'
import { deal } from '../deals/index.ts'
import { lead } from '../leads/index.ts'
import { hasTitle, suggestTitle } from './suggest-title.ts'

const sample = [
  ['58', 'management', 'yes', '7'],
  ['44', 'technician', 'no', '8'],
  ['33', 'entrepreneur', 'yes', '9'],
]
const file = { headings: ['age', 'job', 'loan', 'n'], sample }

describe('a title', () => {
  test('comes from a column, from parts of a name or from an address', () => {
    expect(hasTitle(deal, { columns: { a: 'title' } })).toBe(true)
    expect(hasTitle(lead, { columns: { a: 'name.last' } })).toBe(true)
    expect(hasTitle(lead, { columns: { a: 'email' } })).toBe(true)
  })

  test('does not come from an address where records are called otherwise', () => {
    expect(hasTitle(deal, { columns: { a: 'amount' } })).toBe(false)
    expect(hasTitle(lead, { columns: { a: 'city' } })).toBe(false)
  })

  test('is put together from what the deal is about', () => {
    const headings = ['account', 'product', 'close_value']
    const columns = { account: 'company', product: 'product', close_value: 'amount' }
    expect(suggestTitle(deal, { headings, sample: [] }, { columns })).toBe('{product} · {account}')
  })

  test('of one telling column is told apart by the number of the row', () => {
    expect(suggestTitle(lead, file, { columns: { job: 'jobTitle' } })).toBe('{job} · {#}')
  })

  test('is put together from columns that hold words, with the number of the row', () => {
    expect(suggestTitle(lead, file, { columns: { job: 'description' } })).toBe('{job} · {#}')
  })

  test('leaves out whom and where a record belongs to', () => {
    expect(suggestTitle(lead, file, { columns: { job: 'owner' } })).toBe('{age} · {#}')
  })

  test('never names a column that would break the template', () => {
    expect(suggestTitle(lead, { headings: ['{x}'], sample: [] }, { columns: {} })).toBe('{#}')
  })
})
