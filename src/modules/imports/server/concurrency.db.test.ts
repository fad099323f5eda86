import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { csv, type GivenSettings, importing } from '../../../../tests/helpers/imports.ts'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import type { JobContext } from '../../../server/registry.ts'
import { installOf } from '../../../server/services.ts'
import { runImportJob } from './run-import.job.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  // Without jobs of its own: the tests are the workers.
  app = await startTestApp()
  imports = importing(app)
})
afterAll(() => app.close())

const settings: GivenSettings = {
  entity: 'lead',
  columns: { Name: 'name', Phone: 'phone' },
  match: ['phone'],
}
const file = (count: number, mark: number) =>
  csv([
    ['Name', 'Phone'],
    ...Array.from({ length: count }, (_, n) => [`Lead ${n}`, `+7${9_100_000_000 + mark * 100_000 + n}`]),
  ])

/** Does the job of an import as a worker does. */
function work(id: string, hook: (act: number) => Promise<void> = async () => {}): Promise<void> {
  let acts = 0
  const ctx: JobContext = {
    workspaceId: app.workspace.id,
    install: installOf(app.services),
    act: async (actor, task) => {
      await hook(acts++)
      return app.act(task, actor ?? undefined)
    },
    signal: new AbortController().signal,
    keepIndexes: async () => {},
    snapshot: async (_actor, read) => app.act(read),
    progressed: async () => {},
  }
  return runImportJob.run({ payload: { id, enqueuedBy: app.admin.userId }, ctx })
}

async function started(content: string, given: GivenSettings = settings): Promise<string> {
  const id = await imports.begin(content, given)
  await imports.verb('run', { id })
  return id
}

describe('two workers', () => {
  it('on one import bring every row in once', async () => {
    const id = await started(file(2500, 1))
    await Promise.allSettled([work(id), work(id), work(id)])
    // A worker that had to wait too long leaves the import to its next try.
    if ((await imports.state(id)).status === 'running') await work(id)
    expect(await imports.state(id)).toMatchObject({
      status: 'done',
      position: 2501,
      counts: { created: 2500, failed: 0 },
    })
    const [found] = await app.rows(
      `select count(*)::int as all, count(distinct phone)::int as phones from leads where phone like '+79100%' or phone like '+79101%'`,
    )
    expect(found).toEqual({ all: 2500, phones: 2500 })
    expect(await lawBreaches(app)).toEqual([])
  })
})

describe('while rows are coming in', () => {
  it('an import is stopped after the rows in hand, and goes on from there', async () => {
    const id = await started(file(2600, 4))
    await work(id, async (act) => {
      if (act === 3) await imports.verb('cancel', { id })
    })
    const stopped = await imports.state(id)
    expect(stopped).toMatchObject({ status: 'cancelled', position: 2101, counts: { created: 2100 } })
    await imports.verb('run', { id })
    await work(id)
    expect(await imports.state(id)).toMatchObject({
      status: 'done',
      position: 2601,
      counts: { created: 2600 },
    })
    expect(await app.rows(`select 1 from leads where phone like '+791004%'`)).toHaveLength(2600)
  })

  it('a value somebody else takes in the same moment hits only its row', async () => {
    const id = await started(csv([['Product'], ...Array.from({ length: 90 }, (_, n) => [`Product ${n}`])]), {
      entity: 'product',
      columns: { Product: 'name' },
    })
    const { db } = (await app.services.workspaces.find(app.workspace.id))!
    // Committed only when the batch waits for it.
    const rival = db.transaction().execute(async (tx) => {
      await sql`insert into products (id, name, created_at, updated_at) values (gen_random_uuid(), 'PRODUCT 41', now(), now())`.execute(
        tx,
      )
      const done = work(id)
      await vi.waitFor(async () => {
        const { rows } = await app.services.pool.query(`select 1 from pg_locks where not granted`)
        expect(rows).toHaveLength(1)
      })
      return { done }
    })
    await (await rival).done
    expect(await imports.state(id)).toMatchObject({ status: 'done', counts: { created: 89, failed: 1 } })
    expect(await imports.problems(id)).toMatchObject([{ row: 43, problems: [{ error: 'record.duplicate' }] }])
  })

  it('what somebody changes in the meantime is neither lost nor overwritten', async () => {
    const [row] = [
      csv([
        ['Name', 'Phone', 'City'],
        ['Late', '+79109999999', 'Omsk'],
      ]),
    ]
    const given = { ...settings, columns: { ...settings.columns, City: 'city' } }
    await work(await started(file(1, 99_999 - 90_000), settings))
    const { body } = await app.admin.post('/leads', {
      name: 'Late',
      phone: '+79109999999',
      basis: 'contract',
    })
    const id = await started(row, given)
    const { db } = (await app.services.workspaces.find(app.workspace.id))!
    const rival = db.transaction().execute(async (tx) => {
      await sql`update leads set city = 'Perm', version = version + 1 where id = ${body.item.id}`.execute(tx)
      const done = work(id)
      await vi.waitFor(async () => {
        const { rows } = await app.services.pool.query(`select 1 from pg_locks where not granted`)
        expect(rows).toHaveLength(1)
      })
      return { done }
    })
    await (await rival).done
    expect(await imports.state(id)).toMatchObject({ status: 'done', counts: { unchanged: 1, updated: 0 } })
    expect(await app.rows('select city from leads where id = $1', [body.item.id])).toEqual([{ city: 'Perm' }])
  })

  it('an owner who is switched off hands what comes to the usual one', async () => {
    const leaving = await app.signIn('sales_manager', { name: 'Leaving Person' })
    const rows = [
      ['Name', 'Phone', 'Owner'],
      ...Array.from({ length: 150 }, (_, n) => [`L${n}`, `+7${9_105_000_000 + n}`, 'Leaving Person']),
    ]
    const id = await started(csv(rows), {
      entity: 'lead',
      columns: { Name: 'name', Phone: 'phone', Owner: 'owner' },
      owner: { mode: 'column', user: app.admin.userId },
    })
    await work(id, async (act) => {
      if (act !== 2) return
      const reply = await app.admin.post('/commands/user.deactivate', {
        id: leaving.userId,
        heir: app.admin.userId,
      })
      expect(reply.status).toBe(200)
    })
    expect(await imports.state(id)).toMatchObject({ status: 'done', counts: { created: 150, warnings: 50 } })
    expect(await app.rows(`select distinct owner_id from leads where phone like '+79105%'`)).toEqual([
      { owner_id: app.admin.userId },
    ])
    expect(await lawBreaches(app)).toEqual([])
  })

  it('a usual owner who is switched off stops the import until another is chosen', async () => {
    const leaving = await app.signIn('sales_manager')
    const given: GivenSettings = { ...settings, owner: { mode: 'one', user: leaving.userId } }
    const id = await started(file(150, 60), given)
    await work(id, async (act) => {
      if (act === 2)
        await app.admin.post('/commands/user.deactivate', { id: leaving.userId, heir: app.admin.userId })
    })
    expect(await imports.state(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'step.owner-inactive' },
      position: 101,
      counts: { created: 100 },
    })
    const { body } = await app.admin.get(`/imports/${id}`)
    const changed = { ...body.item.settings, owner: { mode: 'one', user: app.admin.userId } }
    const other = await app.admin.post('/commands/import.configure', {
      id,
      settings: { ...changed, entity: 'contact', match: [] },
    })
    expect(other.status).toBe(409)
    await imports.verb('configure', { id, settings: changed })
    await imports.verb('run', { id })
    await work(id)
    expect(await imports.state(id)).toMatchObject({ status: 'done', position: 151, counts: { created: 150 } })
  })
})

describe('a fault', () => {
  it('is told, and the import can go on when it is over', async () => {
    const id = await started(file(150, 70))
    const path = await app.services.files.local(`imports/${id}`)
    const folder = await mkdtemp(join(tmpdir(), 'onward-test-'))
    await rename(path, join(folder, 'file'))
    await mkdir(path)
    await expect(work(id)).rejects.toThrow('EISDIR')
    expect(await imports.state(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'server.unexpected' },
      position: 0,
    })
    await rm(path, { recursive: true })
    await rename(join(folder, 'file'), path)
    await rm(folder, { recursive: true })
    await imports.verb('run', { id })
    await work(id)
    expect(await imports.state(id)).toMatchObject({ status: 'done', counts: { created: 150 } })
  })
})
