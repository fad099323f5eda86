import { describe, expect, it } from 'vitest'
import { lackingRights } from './lacking-rights.ts'

describe('lackingRights', () => {
  it('names a right the holder does not have', () => {
    expect(lackingRights({ lead: { read: 'all' } }, { deal: { read: 'own' } })).toEqual(['deal:read'])
  })

  it('names a right that reaches further than the holder’s', () => {
    expect(lackingRights({ lead: { read: 'team' } }, { lead: { read: 'all' } })).toEqual(['lead:read'])
  })

  it('is empty for equal and for narrower rights', () => {
    const holder = { lead: { read: 'team', update: 'own' } } as const
    expect(lackingRights(holder, holder)).toEqual([])
    expect(lackingRights(holder, { lead: { read: 'own' } })).toEqual([])
  })

  it('knows that objects of one’s own go by companies where nothing is said', () => {
    const everything = { company: { read: 'all', update: 'all' } } as const
    expect(lackingRights(everything, { x_boat: { read: 'all' } })).toEqual([])
    expect(lackingRights({ company: { read: 'own' } }, { x_boat: { read: 'all' } })).toEqual(['x_boat:read'])
    expect(lackingRights({ ...everything, x_boat: { read: 'own' } }, everything)).toEqual([
      'x_boat:read',
      'x_boat:update',
    ])
  })

  it('takes "no" for no right', () => {
    expect(lackingRights({}, { lead: { read: 'no' } })).toEqual([])
  })
})
