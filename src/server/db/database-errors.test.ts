import { describe, expect, it } from 'vitest'
import { failureOf } from './database-errors.ts'

describe('an error of the database', () => {
  // Found by the harness (disk-full, seed 4): a full disk was told as a fault of ours.
  it.each([
    ['a full disk of the server', { code: '53100' }],
    ['a full disk of our own', { code: 'ENOSPC' }],
    ['a server out of memory', { code: '53200' }],
    ['a server that is being ended', { code: '57P01' }],
    ['a connection that broke', { message: 'Connection terminated unexpectedly' }],
  ])('%s is told as not available now', (_, error) => {
    expect(failureOf(error)).toMatchObject({ code: 'server.unavailable' })
  })

  it('a mistake of ours stays one', () => {
    expect(failureOf({ code: '42601', message: 'syntax error' })).toBeNull()
  })
})
