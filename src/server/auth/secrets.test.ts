import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSecrets } from './secrets.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'onward-secrets-'))
afterAll(() => rmSync(dataDir, { recursive: true }))
const secretKey = 'ab'.repeat(32)
const secrets = createSecrets({ secretKey, dataDir })

describe('a sealed secret', () => {
  it('opens where it was sealed for and nowhere else', () => {
    const sealed = secrets.seal('whsec_тайна', 'ws_a webhooks 1')
    expect(secrets.open(sealed, 'ws_a webhooks 1')).toBe('whsec_тайна')
    expect(secrets.open(sealed, 'ws_a webhooks 2')).toBeNull()
    expect(secrets.open(sealed, 'ws_b webhooks 1')).toBeNull()
    expect(sealed.includes('whsec')).toBe(false)
  })

  it('never looks the same twice', () =>
    expect(secrets.seal('x', 'p').equals(secrets.seal('x', 'p'))).toBe(false))

  it('opens no more when any bit of it is another', () => {
    const sealed = secrets.seal('secret', 'place')
    for (let at = 0; at < sealed.length; at++) {
      const damaged = Buffer.from(sealed)
      damaged[at]! ^= 1
      expect([at, secrets.open(damaged, 'place')]).toEqual([at, null])
    }
    for (let length = 0; length < sealed.length; length++)
      expect(secrets.open(sealed.subarray(0, length), 'place')).toBeNull()
  })

  it('opens with its own key only', () => {
    const other = createSecrets({ secretKey: 'cd'.repeat(32), dataDir })
    expect(other.open(secrets.seal('x', 'p'), 'p')).toBeNull()
  })

  it('without a given key takes one of the data folder, which nobody else reads', () => {
    const [one, two] = [
      createSecrets({ secretKey: null, dataDir }),
      createSecrets({ secretKey: null, dataDir }),
    ]
    expect(two.open(one.seal('x', 'p'), 'p')).toBe('x')
    const file = join(dataDir, 'secret.key')
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  })
})
