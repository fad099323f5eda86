import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../server/jobs/housekeeping.ts'

// A Wednesday, noon in Moscow.
let time = Date.parse('2026-11-25T09:00:00Z')
let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(time), timeZone: 'Europe/Moscow' })
})
afterAll(() => app?.close())

const scans = () =>
  app.rows<{ day: string; by: string | null }>(
    `select to_char(started_at at time zone 'UTC', 'Dy HH24') as day, started_by as by from duplicate_scans order by started_at`,
  )
const end = () => app.rows(`update duplicate_scans set status = 'done' where status = 'running'`)
const at = async (moment: string) => {
  time = Date.parse(moment)
  await keepHouse(app.services)
}

it('all records are searched by themselves, every Monday unless said otherwise', async () => {
  await at('2026-11-25T09:00:00Z')
  expect(await scans()).toEqual([{ day: 'Wed 09', by: null }])
  const jobs = await app.rows(`select 1 from onward_jobs.jobs where task_identifier = 'duplicates.scan'`)
  expect(jobs).toHaveLength(1)
  await end()
  await at('2026-11-30T02:30:00Z')
  expect(await scans()).toHaveLength(1)
  await at('2026-11-30T03:30:00Z')
  expect((await scans()).at(-1)).toEqual({ day: 'Mon 03', by: null })

  // One at a time.
  await at('2026-12-07T03:30:00Z')
  expect(await scans()).toHaveLength(2)
  await end()

  const { body } = await app.admin.post('/commands/duplicates.configure', { scanEvery: 'day' })
  expect(body).toEqual({ reviewFrom: 70, refuseFrom: 90, scanEvery: 'day' })
  await at('2026-12-08T03:30:00Z')
  expect(await scans()).toHaveLength(3)
  await end()

  await app.admin.post('/commands/duplicates.configure', { scanEvery: null })
  await at('2026-12-15T03:30:00Z')
  expect(await scans()).toHaveLength(3)
  expect((await app.admin.get('/duplicates/settings')).body.scanEvery).toBeNull()
  const wrong = await app.admin.post('/commands/duplicates.configure', { scanEvery: 'hour' })
  expect(wrong.body.problems).toMatchObject([{ field: 'scanEvery' }])
})
