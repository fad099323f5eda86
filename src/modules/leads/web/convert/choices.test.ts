import { describe, expect, it } from 'vitest'
import { choicesFrom, inputOf } from './choices.ts'

const found = {
  contact: { name: 'Anna', phone: '+79161234567', email: null, jobTitle: null },
  company: { name: 'Romashka' },
  deal: { title: 'Racks', amount: null },
  duplicates: { contacts: [], companies: [] },
}

describe('converting a lead', () => {
  it('creates everything new when nothing is like it', () => {
    expect(inputOf('1', choicesFrom(found), false)).toEqual({
      id: '1',
      force: false,
      contact: { create: { name: 'Anna', phone: '+79161234567' } },
      company: { create: { name: 'Romashka' } },
      deal: { title: 'Racks', amount: null },
    })
  })

  it('begins with the records there are', () => {
    const choices = choicesFrom({
      ...found,
      duplicates: {
        contacts: [{ id: 'c', name: 'Anna', phone: null, email: null, company: null }],
        companies: [{ id: 'o', name: 'Romashka' }],
      },
    })
    expect(inputOf('1', choices, false)).toMatchObject({ contact: { use: 'c' }, company: { use: 'o' } })
  })

  it('leaves out a company and a deal nobody wants', () => {
    const choices = choicesFrom({ ...found, company: null })
    expect(inputOf('1', { ...choices, deal: { ...choices.deal, isWanted: false } }, true)).toEqual({
      id: '1',
      force: true,
      contact: { create: { name: 'Anna', phone: '+79161234567' } },
    })
  })
})
