import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../tests/helpers/test-app.ts'
import { createWorkspaces } from './workspaces.ts'

let app: TestApp
let pool: pg.Pool
beforeAll(async () => {
  app = await startTestApp()
  pool = new pg.Pool({ connectionString: app.services.pool.options.connectionString })
})
afterAll(async () => {
  await pool?.end()
  await app?.close()
})

it('what was read while a workspace changed is not remembered', async () => {
  const { id, schema } = app.workspace
  const workspaces = createWorkspaces(pool)
  const changing = await pool.connect()
  try {
    await changing.query(`begin; lock table ${schema}.custom_fields in access exclusive mode`)
    await changing.query('update onward.workspaces set custom_version = custom_version + 1 where id = $1', [
      id,
    ])
    const reading = workspaces.find(id)
    await vi.waitFor(async () => {
      const { rows } = await changing.query(
        'select 1 from pg_locks where not granted and relation = $1::regclass',
        [`${schema}.custom_fields`],
      )
      expect(rows).not.toEqual([])
    })
    workspaces.forget(id)
    await changing.query('commit')
    const before = (await reading)!.workspace.custom.version
    expect((await workspaces.find(id))!.workspace.custom.version).toBe(before + 1)
  } finally {
    changing.release()
  }
})
