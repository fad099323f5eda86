import { describe, expect, it } from 'vitest'
import { type KeyScopes, keyScopesShape, mayWrite, narrowed } from './key-scopes.ts'
import { grantOf } from './rights.ts'

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

  it('for companies are none for the workspace’s own objects, which go by companies', () => {
    const reach = (scopes: KeyScopes, object: string) =>
      grantOf(narrowed({ company: { read: 'all', update: 'own' } }, scopes), object, 'update')
    expect(reach({ company: 'write' }, 'company')).toBe('own')
    expect(reach({ company: 'write' }, 'x_boat')).toBe('no')
    expect(reach({ x_boat: 'write' }, 'x_boat')).toBe('own')
    expect(reach({ x_boat: 'write' }, 'company')).toBe('no')
    expect(reach({ '*': 'write' }, 'x_boat')).toBe('own')
    expect(reach({ '*': 'read', company: 'write' }, 'x_boat')).toBe('no')
  })

  it('say whether anything may be changed', () => {
    expect(
      [null, { '*': 'read' }, { lead: 'read', deal: 'write' }].map((one) => mayWrite(one as never)),
    ).toEqual([true, false, true])
  })

  it('name at least one object', () => expect(keyScopesShape.safeParse({}).success).toBe(false))
})
