import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, importing, upload } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { importSettingsShape } from '../import-settings.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

const file = csv([
  ['Name', 'Phone', 'City'],
  ['Anna', '+79161111111', 'Omsk'],
])
const settings = importSettingsShape.parse({
  entity: 'lead',
  columns: { Name: 'name', Phone: 'phone', City: 'city' },
  match: ['phone'],
})

describe('whoever may not import', () => {
  it('uploads, sets up, checks, runs, stops, undoes and reads nothing, and nothing is written', async () => {
    const manager = await app.signIn('sales_manager')
    const id = await imports.begin(file, settings)
    const before = await contents()
    const replies = [
      await upload(app, manager, file),
      ...(await Promise.all([
        manager.post('/commands/import.configure', { id, settings }),
        ...['check', 'run', 'cancel', 'undo'].map((name) => manager.post(`/commands/import.${name}`, { id })),
        manager.post('/commands/import.fixRow', { id, row: 2, cells: { Name: 'X' } }),
        manager.get('/imports'),
        manager.get(`/imports/${id}`),
        manager.get(`/imports/${id}/problems`),
        manager.get(`/imports/${id}/problem-kinds`),
        manager.get(`/imports/${id}/errors.csv`),
      ])),
    ]
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 403))
    expect(await contents()).toEqual(before)
  })

  it('is refused also when only one kind of records is not his to import', async () => {
    const someone = await withRights({
      import: { read: 'all', create: 'all', update: 'all' },
      lead: { read: 'all', create: 'all' },
    })
    const reply = await upload(app, someone, file)
    expect(reply.status).toBe(201)
    const configured = await someone.post('/commands/import.configure', { id: reply.body.item.id, settings })
    expect(configured).toMatchObject({
      status: 403,
      body: { code: 'access.denied', params: { right: 'lead:import' } },
    })
  })
})

describe('an import reaches as far as its person', () => {
  const narrow = {
    import: { read: 'own', create: 'all', update: 'own' },
    lead: { read: 'own', create: 'own', update: 'own', import: 'all' },
    deal: { read: 'all', create: 'all', update: 'all', import: 'all' },
    company: { read: 'all' },
    user: { read: 'all' },
    settings: { read: 'all' },
  }

  it('changes nothing that belongs to others, and does not even recognise what is hidden', async () => {
    await imports.bringIn(
      csv([
        ['Name', 'Phone', 'City'],
        ['Hidden', '+79162222222', ''],
      ]),
      settings,
    )
    const someone = await withRights(narrow)
    const own = importing(app, someone)
    const rows = csv([
      ['Name', 'Phone', 'City'],
      ['Mine', '+79162222222', 'Perm'],
    ])
    const id = await own.begin(rows, { ...settings, onDuplicate: 'overwrite' })
    expect((await own.check(id)).counts).toMatchObject({ created: 1, updated: 0 })
    expect((await own.run(id)).counts).toMatchObject({ created: 1, updated: 0 })
    const found = await app.rows(
      `select name, city, owner_id from leads where phone = '+79162222222' order by created_at`,
    )
    expect(found).toEqual([
      { name: 'Hidden', city: null, owner_id: app.admin.userId },
      { name: 'Mine', city: 'Perm', owner_id: someone.userId },
    ])

    const seeing = await withRights({
      ...narrow,
      lead: { read: 'all', create: 'all', update: 'own', import: 'all' },
    })
    const theirs = importing(app, seeing)
    const second = await theirs.begin(rows.replace('Perm', 'Omsk'), { ...settings, onDuplicate: 'overwrite' })
    expect((await theirs.check(second)).counts).toMatchObject({ failed: 1 })
    expect((await theirs.run(second)).counts).toMatchObject({ failed: 1 })
    expect((await theirs.problems(second))[0]?.problems).toMatchObject([{ error: 'value.not-yours' }])
  })

  it('gives records to nobody beyond, and makes nothing it may not', async () => {
    const someone = await withRights(narrow)
    const own = importing(app, someone)
    const toOther = own.begin(file, { ...settings, owner: { mode: 'one', user: app.admin.userId } })
    await expect(toOther).rejects.toThrow('access.denied')
    const named = csv([
      ['Name', 'Owner'],
      ['A', 'Anna Director'],
      ['B', ''],
    ])
    const id = await own.begin(named, { entity: 'lead', columns: { Name: 'name', Owner: 'owner' } })
    expect((await own.check(id)).counts).toMatchObject({ created: 1, failed: 1 })
    expect((await own.run(id)).counts).toMatchObject({ created: 1, failed: 1 })
    const deal = await own.begin(
      csv([
        ['Title', 'Company'],
        ['D', 'Not there yet'],
      ]),
      { entity: 'deal', columns: { Title: 'title', Company: 'company' } },
    )
    expect((await own.run(deal)).counts).toMatchObject({ created: 1, warnings: 1 })
    expect(await app.rows(`select 1 from companies where name = 'Not there yet'`)).toEqual([])
    const notes = own.begin(file, { entity: 'lead', columns: { Name: 'name', City: 'note' } })
    await expect(notes).rejects.toThrow('access.denied')
  })

  it('ends when that person may not act any more', async () => {
    const someone = await withRights({
      ...narrow,
      lead: { read: 'all', create: 'all', update: 'all', import: 'all' },
    })
    const id = await importing(app, someone).begin(file.replaceAll('1111111', '5555555'), {
      ...settings,
      owner: { mode: 'one', user: app.admin.userId },
    })
    await app.rows(`update imports set status = 'running' where id = $1`, [id])
    await app.admin.post('/commands/user.deactivate', { id: someone.userId, heir: app.admin.userId })
    await app.rows(`select onward_jobs.add_job('import.run', $1::json)`, [
      JSON.stringify({ id, workspace: app.workspace.id, actor: someone.userId }),
    ])
    expect(await imports.settled(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'access.denied' },
      position: 0,
    })
    expect(await app.rows(`select 1 from leads where phone = '+79165555555'`)).toEqual([])
  })
})

async function withRights(grants: object): Promise<TestClient> {
  const client = await app.signIn('sales_manager')
  const { body } = await app.admin.post('/roles', { name: `Role of ${client.userId}`, grants })
  await app.rows('update users set role_id = $1 where id = $2', [body.item.id, client.userId])
  return client
}

async function contents(): Promise<unknown> {
  const tables = ['imports', 'import_rows', 'import_fixes', 'import_acts', 'leads', 'steps', 'events']
  return Promise.all(
    tables.map((table) =>
      app.rows(`select md5(string_agg(t::text, '' order by t::text)) as hash from ${table} t`),
    ),
  )
}
