import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, type GivenSettings, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

const settings: GivenSettings = {
  entity: 'contact',
  columns: { Name: 'name', Email: 'email', Tags: 'tags' },
  match: ['email'],
} as const
const tagged = () =>
  app.rows<{ name: string; tags: string[] }>(`
    select c.name, array(select t.name from tags t where t.id = any(c.tags) order by t.name) as tags
    from contacts c where c.deleted_at is null order by c.name`)

describe('a column of tags', () => {
  it('gives each record those it names, making each word once', async () => {
    await app.admin.post('/tags', { name: 'VIP' })
    const id = await imports.begin(
      csv([
        ['Name', 'Email', 'Tags'],
        ['Ada', 'ada@example.com', 'vip; New, new'],
        ['Bob', 'bob@example.com', 'New'],
        ['Cid', 'cid@example.com', ''],
        ['Dora', 'dora@example.com', `${'x'.repeat(61)}, VIP`],
      ]),
      settings,
    )
    const { counts } = await imports.check(id)
    expect(await app.rows('select from tags')).toHaveLength(1)
    expect(await imports.run(id)).toMatchObject({ status: 'done', counts })
    expect(counts).toMatchObject({ created: 4, warnings: 1 })
    expect(await tagged()).toEqual([
      { name: 'Ada', tags: ['New', 'VIP'] },
      { name: 'Bob', tags: ['New'] },
      { name: 'Cid', tags: [] },
      { name: 'Dora', tags: ['VIP'] },
    ])
    const notices = (await app.admin.get('/notifications')).body.items
    expect(notices).toMatchObject([{ kind: 'importFinished', data: { import: id, status: 'done' } }])
  })

  it('changes nothing the second time, and the words outlive the undoing', async () => {
    const rows = [
      ['Name', 'Email', 'Tags'],
      ['Eve', 'eve@example.com', 'Undone'],
    ]
    const first = await imports.begin(csv(rows), settings)
    await imports.run(first)
    const again = await imports.begin(csv(rows), { ...settings, onDuplicate: 'overwrite' })
    expect(await imports.run(again)).toMatchObject({
      counts: { unchanged: 1, created: 0, updated: 0, skipped: 0, failed: 0 },
    })
    await imports.undo(first)
    expect((await tagged()).map(({ name }) => name)).not.toContain('Eve')
    expect(await app.rows(`select from tags where name = 'Undone' and deleted_at is null`)).toHaveLength(1)
  })
})
