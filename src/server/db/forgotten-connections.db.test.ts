import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Network, startNetwork } from '../../../tests/harness/network.ts'
import { createTestDatabase, type TestDatabase } from '../../../tests/helpers/database.ts'
import { keepTalking } from './forgotten-connections.ts'
import { createPool } from './pool.ts'

let database: TestDatabase
let network: Network
let pool: ReturnType<typeof createPool>
beforeAll(async () => {
  database = await createTestDatabase()
  network = await startNetwork(database.url)
  pool = createPool(network.url, { max: 3, onError: () => {} })
})
afterAll(async () => {
  await network.close()
  await pool.end()
  await database.drop()
})

// Found by the harness (half-open, seed 3): the app answered nothing more, though its database was well.
it('connections that the network has forgotten are ended and replaced', async () => {
  await Promise.all([1, 2, 3].map(() => pool.query('select pg_sleep(0.05)')))
  network.forget()
  const asked = await Promise.allSettled([1, 2, 3].map(() => pool.query('select 1')))
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

// Found by the harness (half-open, 15.4 s): every retry waited for the lock of the transaction it was to repeat.
it('what a forgotten connection had locked is free again at once', async () => {
  const client = await pool.connect()
  await client.query('begin; select pg_advisory_xact_lock(27)')
  network.forget()
  await expect(client.query('select 1')).rejects.toThrow('Connection terminated')
  client.release(true)
  const direct = new pg.Client({ connectionString: database.url })
  await direct.connect()
  await vi.waitFor(
    async () => {
      const { rows } = await direct.query('select pg_try_advisory_lock(27) as free')
      expect(rows).toEqual([{ free: true }])
    },
    // The server of this network hears of it by itself after ten seconds.
    { timeout: 4000, interval: 20 },
  )
  await direct.end()
})

it('a statement that takes its time is left alone', async () => {
  const { rows } = await pool.query('select pg_sleep(5), 1 as one')
  expect(rows).toMatchObject([{ one: 1 }])
})

it('a standing connection notices that it has been forgotten', async () => {
  const client = new pg.Client({ connectionString: network.url })
  client.on('error', () => {})
  await client.connect()
  keepTalking(client)
  network.forget()
  await new Promise((resolve) => client.once('end', resolve))
})
