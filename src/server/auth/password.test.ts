import { describe, expect, it } from 'vitest'
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts'

describe('a password', () => {
  it('is hashed with argon2id at the cost OWASP asks for, each time differently', async () => {
    const [one, two] = await Promise.all([hashPassword('the same phrase'), hashPassword('the same phrase')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(two).not.toBe(one)
  })

  it('is known by its hash and by no other', async () => {
    const stored = await hashPassword('ключ под ковриком')
    expect(await verifyPassword(stored, 'ключ под ковриком')).toBe(true)
    expect(await verifyPassword(stored, 'ключ под ковриком ')).toBe(false)
  })

  it('is never right for nobody', async () => {
    expect(await verifyPassword(null, 'nobody signs in with this')).toBe(false)
  })

  it('waits in a line that has an end', async () => {
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => hashPassword('in a hurry')))
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(6)
    expect(refused[0]).toMatchObject({ reason: { code: 'rate.limited', params: { retryAfter: 1 } } })
    await expect(hashPassword('after the rush')).resolves.toContain('argon2id')
  })

  it.each(['correct horse battery', 'собака съела ключи', '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵'])('may be %o', (given) => {
    expect(() => requireGoodPassword(given, 'anna@example.com', 'password')).not.toThrow()
  })

  it.each([
    'ninechars',
    '🦊🐻🐼',
    'password123456789',
    'йцукенйцукен1',
    'anna@example.com1',
    '1212121212121',
  ])('may not be %o', (given) => {
    expect(() => requireGoodPassword(given, 'anna@example.com', 'password')).toThrow('input.invalid')
  })
})
