import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { keepIndexes } from './indexes.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('an index waits for a reading that began before it, longer than anybody else may wait', async () => {
  const { db, workspace } = (await app.services.workspaces.find(app.workspace.id, true))!
  const plan = { name: 'contacts_patient', isUnique: false, on: sql`(city)` }
  const waitedFor = async (seconds: number) => {
    const { rows } = await sql<{ waits: boolean }>`
      select coalesce(bool_or(now() - query_start > make_interval(secs => ${seconds})), false) as waits
      from pg_stat_activity where wait_event_type = 'Lock' and query like '%contacts_patient%'`.execute(
      app.services.workspaces.global,
    )
    return rows[0]!.waits
  }
  let isBuilt = false
  let building = Promise.resolve()
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`select from contacts limit 1`.execute(tx)
      building = keepIndexes(db, workspace.schema, 'contacts', { wanted: [plan], known: [plan.name] }).then(
        () => {
          isBuilt = true
        },
      )
      building.catch(() => undefined)
      await expect.poll(() => waitedFor(2.2), { timeout: 10_000 }).toBe(true)
      expect(isBuilt).toBe(false)
    })
  await building
  const { rows } = await sql<{ isWhole: boolean }>`
    select indisvalid as "isWhole" from pg_index
    where indexrelid = ${`${workspace.schema}.contacts_patient`}::regclass`.execute(
    app.services.workspaces.global,
  )
  expect(rows).toEqual([{ isWhole: true }])
})
