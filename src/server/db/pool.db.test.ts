import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { createPool } from './pool.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('reads moments in UTC, whatever the server is set to', async () => {
  const url = app.services.config.databaseUrl!
  const name = new URL(url).pathname.slice(1)
  await app.services.pool.query(`alter database "${name}" set timezone = 'Asia/Kolkata'`)
  await app.services.pool.query(`alter database "${name}" set datestyle = 'German'`)
  const pool = createPool(url, { onError() {} })
  try {
    const { rows } = await pool.query(
      `select '2026-11-23T20:00:00Z'::timestamptz as moment, '2026-11-23T20:00:00Z'::timestamptz::date as day, '2026-11-23'::date::text as text`,
    )
    expect(rows).toEqual([{ moment: '2026-11-23T20:00:00.000Z', day: '2026-11-23', text: '2026-11-23' }])
  } finally {
    await pool.end()
  }
})
