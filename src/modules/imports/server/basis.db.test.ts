import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true, model: 'collaborative' })
  imports = importing(app)
})
afterAll(() => app.close())

const people = csv([
  ['Name', 'Phone'],
  ['Anna', '+7 916 111-22-33'],
  ['Peter', '+7 916 111-22-34'],
])
const columns = { Name: 'name', Phone: 'phone' }

describe('people', () => {
  it.each([
    ['no answer', undefined, ['basis']],
    ['a consent of no day and no place', { kind: 'consent' }, ['basisOn', 'basisSource']],
    ['a day that is still to come', { kind: 'contract', on: '2999-01-01' }, ['basisOn']],
  ] as const)('are not brought in with %s', async (_, basis, fields) => {
    const id = await imports.begin(people, { entity: 'contact', columns, basis })
    const { counts } = await imports.check(id)
    expect(counts.created).toBe(2)
    const reply = await app.admin.post('/commands/import.run', { id })
    expect(reply.status).toBe(422)
    expect(reply.body.code).toBe('import.basis-missing')
    expect(reply.body.problems.map(({ field }: { field: string }) => field)).toEqual(fields)
    expect((await imports.state(id)).status).toBe('checked')
  })

  it('come with the basis, which can be seen and filtered by, and lose it by nobody’s next file', async () => {
    const basis = { kind: 'consent', on: '2026-03-04', source: 'Fair in Tver' } as const
    await imports.bringIn(people, { entity: 'contact', columns, basis, match: ['phone'] })
    const filter = encodeURIComponent(JSON.stringify({ field: 'basis', op: 'eq', value: 'consent' }))
    const { body } = await app.admin.get(`/contacts?filter=${filter}`)
    expect(body.items).toHaveLength(2)
    for (const item of body.items)
      expect(item).toMatchObject({ basis: 'consent', basisOn: '2026-03-04', basisSource: 'Fair in Tver' })
    const again = await imports.bringIn(people, {
      entity: 'contact',
      columns,
      basis: { kind: 'contract' },
      match: ['phone'],
      onDuplicate: 'overwrite',
    })
    expect(again.counts).toMatchObject({ created: 0, unchanged: 2 })
    expect(await app.rows('select distinct basis, basis_source from contacts')).toEqual([
      { basis: 'consent', basis_source: 'Fair in Tver' },
    ])
  })

  it('made on the way of a deal are asked about too, companies alone are not', async () => {
    const file = csv([
      ['Deal', 'Person', 'Company'],
      ['A', 'Olga', 'Bluebell'],
    ])
    const deal = { Deal: 'title', Person: 'contact', Company: 'company' }
    const id = await imports.begin(file, { entity: 'deal', columns: deal, basis: undefined })
    expect((await app.admin.post('/commands/import.run', { id })).status).toBe(422)
    await imports.bringIn(file, { entity: 'deal', columns: deal, basis: { kind: 'contract' } })
    expect(await app.rows(`select basis from contacts where name = 'Olga'`)).toEqual([{ basis: 'contract' }])
    const { Person: _, ...companies } = deal
    expect(
      await imports.bringIn(file, { entity: 'deal', columns: companies, basis: undefined }),
    ).toMatchObject({
      status: 'done',
    })
  })

  it('may each have a basis of their own in the file', async () => {
    const file = csv([
      ['Name', 'Basis'],
      ['Ivan', 'employee'],
      ['Maria', ''],
    ])
    const basis = { kind: 'contract', source: 'No. 12' } as const
    await imports.bringIn(file, { entity: 'lead', columns: { Name: 'name', Basis: 'basis' }, basis })
    expect(await app.rows('select name, basis, basis_source from leads order by name')).toEqual([
      { name: 'Ivan', basis: 'employee', basis_source: null },
      { name: 'Maria', basis: 'contract', basis_source: 'No. 12' },
    ])
  })
})
