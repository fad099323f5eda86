import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
