import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { csv, type GivenSettings, importing } from '../../../../tests/helpers/imports.ts'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.rows('delete from steps; delete from leads')
})

const columns = { Name: 'name', Phone: 'phone', Email: 'email', City: 'city' }
const settings: GivenSettings = { entity: 'lead', columns, match: ['phone', 'email'] }
const leads = () =>
  app.rows('select name, phone, email, city from leads where deleted_at is null order by created_at, id')

const known = csv([
  ['Name', 'Phone', 'Email', 'City'],
  ['Anna', '+7 916 111-11-11', 'anna@example.com', ''],
  ['Boris', '+7 916 222-22-22', '', 'Perm'],
])

describe('a row whose record is there', () => {
  const again = csv([
    ['Name', 'Phone', 'Email', 'City'],
    ['Anna Ivanova', '8 (916) 111-11-11', 'other@example.com', 'Kazan'],
    ['Boris', '+79162222222', 'boris@example.com', ''],
    ['Clara', '', 'CLARA@example.com', ''],
  ])

  it.each([
    {
      onDuplicate: 'updateEmpty' as const,
      counts: { created: 1, updated: 2, unchanged: 0, skipped: 0, failed: 0 },
      anna: { name: 'Anna', email: 'anna@example.com', city: 'Kazan' },
      boris: { email: 'boris@example.com', city: 'Perm' },
      all: 3,
    },
    {
      onDuplicate: 'overwrite' as const,
      counts: { created: 1, updated: 2, unchanged: 0, skipped: 0, failed: 0 },
      anna: { name: 'Anna Ivanova', email: 'other@example.com', city: 'Kazan' },
      // An empty cell takes nothing away.
      boris: { email: 'boris@example.com', city: 'Perm' },
      all: 3,
    },
    {
      onDuplicate: 'skip' as const,
      counts: { created: 1, updated: 0, unchanged: 0, skipped: 2, failed: 0 },
      anna: { name: 'Anna', email: 'anna@example.com', city: null },
      boris: { email: null, city: 'Perm' },
      all: 3,
    },
    {
      onDuplicate: 'create' as const,
      counts: { created: 3, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
      anna: { name: 'Anna', email: 'anna@example.com', city: null },
      boris: { email: null, city: 'Perm' },
      all: 5,
    },
  ])(
    'is dealt with by the rule $onDuplicate, as the check has told',
    async ({ onDuplicate, counts, anna, boris, all }) => {
      await imports.bringIn(known, settings)
      const id = await imports.begin(again, { ...settings, onDuplicate })
      expect((await imports.check(id)).counts).toMatchObject(counts)
      expect(await leads()).toHaveLength(2)
      expect(await imports.run(id)).toMatchObject({ status: 'done', counts })
      const stored = await leads()
      expect(stored).toHaveLength(all)
      expect(stored[0]).toMatchObject(anna)
      expect(stored[1]).toMatchObject(boris)
      expect(await lawBreaches(app)).toEqual([])
    },
  )

  it('changes nothing when the same file comes again', async () => {
    await imports.bringIn(known, settings)
    for (const onDuplicate of ['updateEmpty', 'overwrite'] as const)
      expect((await imports.bringIn(known, { ...settings, onDuplicate })).counts).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 2,
      })
  })

  it('never changes owner, stage, status or attempts', async () => {
    const head = await app.signIn('head_of_sales')
    await imports.bringIn(known, settings)
    const rows = csv([
      ['Phone', 'Status', 'Owner', 'Attempts'],
      ['+7 916 111-11-11', 'won', head.email, 7],
    ])
    const given = { Phone: 'phone', Status: 'status', Owner: 'owner', Attempts: 'attempts' }
    const { counts } = await imports.bringIn(rows, { ...settings, columns: given, onDuplicate: 'overwrite' })
    expect(counts).toMatchObject({ updated: 1, created: 0 })
    const [anna] = await app.rows(
      `select status, owner_id, attempts, name from leads where phone = '+79161111111'`,
    )
    expect(anna).toEqual({ status: 'open', owner_id: app.admin.userId, attempts: 0, name: '+79161111111' })
  })
})

describe('rows of one file', () => {
  it('are recognised among themselves, in the batch and over its border', async () => {
    const rows = Array.from({ length: 130 }, (_, n) => [
      `Lead ${n}`,
      `+7916${String(3_000_000 + (n % 50))}`,
      '',
      '',
    ])
    const id = await imports.begin(csv([['Name', 'Phone', 'Email', 'City'], ...rows]), settings)
    const counts = { created: 50, unchanged: 80, updated: 0 }
    expect((await imports.check(id)).counts).toMatchObject(counts)
    expect((await imports.run(id)).counts).toMatchObject(counts)
    expect(await leads()).toHaveLength(50)
  })

  it('see an address that an earlier row has added, whatever lies between', async () => {
    for (const between of [0, 120]) {
      const others = Array.from({ length: between }, (_, n) => [
        `Other ${between} ${n}`,
        '',
        `other${n}@x${between}.com`,
        '',
      ])
      const rows = [
        ['First', `+7916400000${between % 9}`, '', ''],
        ['Second', `+7916400000${between % 9}`, `shared${between}@example.com`, ''],
        ...others,
        ['Third', '', `shared${between}@example.com`, 'Omsk'],
      ]
      const id = await imports.begin(csv([['Name', 'Phone', 'Email', 'City'], ...rows]), settings)
      const counts = { created: 1 + between, updated: 2 }
      expect((await imports.check(id)).counts).toMatchObject(counts)
      expect((await imports.run(id)).counts).toMatchObject(counts)
    }
  })

  it('do not find an address that an earlier row has replaced', async () => {
    const rows = [
      ['X', '+79165000001', 'old@example.com', ''],
      ['X', '+79165000001', 'new@example.com', ''],
      ['Y', '', 'old@example.com', ''],
    ]
    const id = await imports.begin(csv([['Name', 'Phone', 'Email', 'City'], ...rows]), {
      ...settings,
      onDuplicate: 'overwrite',
    })
    expect((await imports.check(id)).counts).toMatchObject({ created: 2, updated: 1 })
    expect((await imports.run(id)).counts).toMatchObject({ created: 2, updated: 1 })
  })
})

describe('what no two records may share', () => {
  it('refuses the row, in the check as in the import', async () => {
    const rows = csv([
      ['SKU', 'Product'],
      ['A-1', 'Chair'],
      ['A-2', 'CHAIR'],
      ['A-1', 'Table'],
      ['A-3', 'Lamp'],
    ])
    const given: GivenSettings = {
      entity: 'product',
      columns: { SKU: 'sku', Product: 'name' },
      match: ['sku'],
      onDuplicate: 'overwrite',
    }
    const id = await imports.begin(rows, given)
    const counts = { created: 2, updated: 1, failed: 1 }
    expect((await imports.check(id)).counts).toMatchObject(counts)
    expect((await imports.run(id)).counts).toMatchObject(counts)
    expect(await imports.problems(id)).toEqual([
      {
        row: 3,
        outcome: 'failed',
        cells: ['A-2', 'CHAIR'],
        problems: [
          { field: 'name', error: 'record.duplicate', severity: 'error', params: { value: 'CHAIR' } },
        ],
      },
    ])
  })
})

describe('notes', () => {
  const given: GivenSettings = {
    entity: 'lead',
    columns: { Name: 'name', Phone: 'phone', Comment: 'note', Remark: 'note' },
    match: ['phone'],
  }
  const rows = csv([
    ['Name', 'Phone', 'Comment', 'Remark'],
    ['Anna', '+79161111111', 'Called twice', 'Likes tea'],
  ])

  it('are written once, however often the file comes', async () => {
    await app.rows('delete from notes')
    expect((await imports.bringIn(rows, given)).counts).toMatchObject({ created: 1 })
    const again = await imports.begin(rows, given)
    expect((await imports.check(again)).counts).toMatchObject({ unchanged: 1 })
    expect((await imports.run(again)).counts).toMatchObject({ unchanged: 1 })
    const more = csv([
      ['Name', 'Phone', 'Comment', 'Remark'],
      ['Anna', '+79161111111', 'Called twice', 'Now likes coffee'],
    ])
    expect((await imports.bringIn(more, given)).counts).toMatchObject({ updated: 1 })
    const texts = await app.rows<{ text: string }>('select text from notes order by text')
    expect(texts.map(({ text }) => text)).toEqual(['Called twice', 'Likes tea', 'Now likes coffee'])
    await app.rows('delete from notes')
  })
})
