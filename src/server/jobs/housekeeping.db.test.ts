import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { keepHouse } from './housekeeping.ts'

let app: TestApp
let time = new Date('2026-11-22T10:00:00Z')
beforeAll(async () => {
  app = await startTestApp({ now: () => time })
})
afterAll(() => app.close())

it('forgets answers after a day and undo after thirty', async () => {
  const count = async (table: string) =>
    (await app.rows<{ count: number }>(`select count(*) as count from ${table}`))[0]!.count
  await app.admin.post('/companies', { name: 'Romashka' })
  const keys = await count('idempotency_keys')
  expect(keys).toBeGreaterThan(0)
  time = new Date('2026-11-23T10:00:01Z')
  await keepHouse(app.services)
  expect(await count('idempotency_keys')).toBe(0)
  const undoable = await count('undo_rows')
  expect(undoable).toBeGreaterThan(0)
  time = new Date(Date.now() + 32 * 86_400_000)
  await keepHouse(app.services)
  expect(await count('undo_rows')).toBe(0)
})
