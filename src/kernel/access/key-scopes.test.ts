import { describe, expect, it } from 'vitest'
import { keyScopesShape, mayWrite, narrowed } from './key-scopes.ts'

const grants = {
  lead: { read: 'all', create: 'own', update: 'own', export: 'all' },
  deal: { read: 'team', update: 'own' },
  user: { read: 'all' },
} as const

describe('the scopes of a key', () => {
  it('leave all rights when there are none', () => expect(narrowed(grants, null)).toEqual(grants))

  it('leave reading and exporting of what may be read', () =>
    expect(narrowed(grants, { lead: 'read' })).toEqual({ lead: { read: 'all', export: 'all' } }))

  it('leave every right on what may be written', () =>
    expect(narrowed(grants, { deal: 'write', user: 'read' })).toEqual({
      deal: grants.deal,
      user: { read: 'all' },
    }))

  it('take the star for what is not named', () =>
    expect(narrowed(grants, { '*': 'read', deal: 'write' })).toEqual({
      lead: { read: 'all', export: 'all' },
      deal: grants.deal,
      user: { read: 'all' },
    }))

  it('never give what the user lacks', () =>
    expect(narrowed({}, { '*': 'write', lead: 'write' })).toEqual({}))

  it('say whether anything may be changed', () => {
    expect(
      [null, { '*': 'read' }, { lead: 'read', deal: 'write' }].map((one) => mayWrite(one as never)),
    ).toEqual([true, false, true])
  })

  it('name at least one object', () => expect(keyScopesShape.safeParse({}).success).toBe(false))
})
