import { describe, expect, it } from 'vitest'
import { rowsBroughtIn, said } from '../../../../tests/helpers/import-rows.ts'
import type { GivenSettings } from '../../../../tests/helpers/imports.ts'

const { app, bringIn, deals, leads } = rowsBroughtIn()

describe('what a text stands for', () => {
  it('is as the settings say', async () => {
    const { counts } = await bringIn(
      [
        ['Name', 'State'],
        ['A', 'sold!'],
        ['B', 'constructor'],
        ['C', '__proto__'],
        ['D', 'later'],
      ],
      {
        entity: 'lead',
        columns: { Name: 'name', State: 'status' },
        values: { status: { 'sold!': 'won', later: '' } },
      },
    )
    expect(counts).toMatchObject({ created: 2, failed: 2 })
    expect(await leads('name, status')).toEqual([
      { name: 'A', status: 'won' },
      { name: 'D', status: 'open' },
    ])
  })
})

describe('a stage', () => {
  const columns = { Title: 'title', Stage: 'stage' }
  const file = (...stages: string[]) => [
    ['Title', 'Stage'],
    ...stages.map((stage, n) => [`Deal ${n}`, stage]),
  ]

  it('is found by its name, and one called by the end of the way closes the deal', async () => {
    const { counts, problems } = await bringIn(file('PROPOSAL', 'pro-posal', 'Won', 'closed lost', ''), {
      entity: 'deal',
      columns,
    })
    expect(counts).toMatchObject({ created: 5, warnings: 1 })
    expect(said(problems)).toEqual(['3 stage value.matched-loosely warning'])
    const rows = await app().rows<{ status: string; stage: string; steps: number }>(`
      select d.status, s.name as stage, (select count(*)::int from steps where deal_id = d.id) as steps
      from deals d join stages s on s.id = d.stage_id order by d.created_at, d.id`)
    expect(rows.map(({ status, steps }) => [status, steps])).toEqual([
      ['open', 1],
      ['open', 1],
      ['won', 0],
      ['lost', 0],
      ['open', 1],
    ])
    const [last] = await app().rows<{ name: string }>(`
      select s.name from stages s join pipelines p on p.id = s.pipeline_id
      where p.works_on = 'deal' order by p.position, s.probability desc, s.position desc limit 1`)
    expect(rows[0]?.stage).toBe('Proposal')
    expect(rows[2]?.stage).toBe(last?.name)
  })

  it('that is not there refuses the row, or is made when asked', async () => {
    const { counts, problems } = await bringIn(file('Engaging', 'Proposal'), { entity: 'deal', columns })
    expect(counts).toMatchObject({ created: 1, failed: 1 })
    expect(said(problems)).toEqual(['2 stage value.not-found error'])
    const stages = await app().rows('select id from stages')
    const made = await bringIn(file('Engaging', 'ENGAGING', 'Prospecting'), {
      entity: 'deal',
      columns,
      createMissing: ['stage'],
    })
    expect(made.counts).toMatchObject({ created: 3, warnings: 0 })
    expect(await app().rows('select id from stages')).toHaveLength(stages.length + 2)
    await app().rows(
      `delete from steps; delete from deals; delete from stages where name in ('Engaging', 'Prospecting')`,
    )
  })

  it('belongs to the pipeline of its row', async () => {
    const { body } = await app().admin.post('/pipelines', { name: 'Tenders', worksOn: 'deal', position: 9 })
    const [kind] = await app().rows<{ id: string }>('select id from step_kinds limit 1')
    await app().admin.post('/stages', { name: 'Bid', pipeline: body.item.id, stepKind: kind?.id })
    const rows = [
      ['Title', 'Pipeline', 'Stage'],
      ['A', 'tenders', 'Bid'],
      ['B', '', 'Bid'],
      ['C', 'Tenders', 'Proposal'],
      ['D', 'Nowhere', 'Proposal'],
      ['E', 'Tenders', ''],
    ]
    const given: GivenSettings = {
      entity: 'deal',
      columns: { Title: 'title', Pipeline: 'pipeline', Stage: 'stage' },
    }
    const { counts, problems } = await bringIn(rows, given)
    expect(counts).toMatchObject({ created: 3, failed: 2 })
    expect(said(problems)).toEqual([
      '3 stage value.not-found error',
      '4 stage value.not-found error',
      '5 pipeline value.not-found warning',
    ])
    const chosen = await bringIn(
      [
        ['Title', 'Stage'],
        ['F', 'Bid'],
      ],
      { entity: 'deal', columns, pipeline: body.item.id },
    )
    expect(chosen.counts).toMatchObject({ created: 1 })
  })
})

describe('a title', () => {
  it('is put together by the template where the row has none', async () => {
    const rows = [
      ['job', 'age', 'title'],
      ['technician', '44', ''],
      ['', '33', ''],
      ['clerk', '', 'Own'],
      ['', '', ''],
    ]
    const { counts } = await bringIn(rows, {
      entity: 'lead',
      columns: { title: 'name' },
      titleTemplate: '{job}, {age}',
    })
    expect(counts).toMatchObject({ created: 3, failed: 0 })
    expect(await leads('name')).toEqual([{ name: 'technician, 44' }, { name: '33' }, { name: 'Own' }])
  })

  it('of a person is put together from its parts in the order of the language', async () => {
    const rows = [
      ['First', 'Last', 'Middle', 'Phone', 'Email'],
      ['Anna', 'Ivanova', 'Petrovna', '', ''],
      ['', '', '', '+79161234567', ''],
      ['', '', '', '', 'who@example.com'],
      ['', '', '', '', ''],
    ]
    const columns = {
      First: 'name.first',
      Last: 'name.last',
      Middle: 'name.middle',
      Phone: 'phone',
      Email: 'email',
    }
    await bringIn(rows, { entity: 'lead', columns })
    expect(await leads('name')).toEqual([
      { name: 'Anna Petrovna Ivanova' },
      { name: '+79161234567' },
      { name: 'who@example.com' },
    ])
  })

  it('is needed', async () => {
    const { counts, problems } = await bringIn(
      [
        ['Title', 'Amount'],
        ['', '5'],
      ],
      { entity: 'deal', columns: { Title: 'title', Amount: 'amount' } },
    )
    expect(counts).toMatchObject({ created: 0, failed: 1 })
    expect(said(problems)).toEqual(['2 title value.required error'])
  })
})

describe('a text its field cannot hold', () => {
  const columns = {
    Name: 'name',
    Phone: 'phone',
    Budget: 'budget',
    Source: 'description',
    Comment: 'description',
  }
  const rows = [
    ['Name', 'Phone', 'Budget', 'Source', 'Comment'],
    ['Anna', 'call me', 'a lot', 'Fair', 'Nice'],
    ['Boris', '', '10', '', ''],
  ]

  it('is kept in the description beside what else leads there', async () => {
    const { counts, problems } = await bringIn(rows, { entity: 'lead', columns })
    expect(counts).toMatchObject({ created: 2, failed: 0, warnings: 1 })
    expect(said(problems)).toEqual(['2 phone value.not-a-phone warning', '2 budget value.not-money warning'])
    expect(await leads('description, phone, budget::int')).toEqual([
      { description: 'Phone: call me\nBudget: a lot\nSource: Fair\nNice', phone: null, budget: null },
      { description: null, phone: null, budget: 1000 },
    ])
  })

  it('refuses its row when it is to', async () => {
    const { counts, problems } = await bringIn(rows, { entity: 'lead', columns, onInvalid: 'refuse' })
    expect(counts).toMatchObject({ created: 1, failed: 1, warnings: 0 })
    expect(said(problems)).toEqual(['2 phone value.not-a-phone error', '2 budget value.not-money error'])
  })
})

describe('a record named by a row', () => {
  const columns = { Title: 'title', Company: 'company', Contact: 'contact', Product: 'product' }
  const rows = [
    ['Title', 'Company', 'Contact', 'Product'],
    ['A', 'Alpha', 'Anna', 'GTX Pro'],
    ['B', 'ALPHA', 'anna', 'GTXPro'],
    ['C', '–', '', ''],
    ['D', '0013000000ABCDE', '12345', ''],
  ]

  it('is made once when it is not there; an id of another system is no name', async () => {
    const { counts, problems } = await bringIn(rows, { entity: 'deal', columns })
    expect(counts).toMatchObject({ created: 4, warnings: 3 })
    expect(said(problems)).toEqual([
      '3 product value.matched-loosely warning',
      '4 company value.no-customer warning',
      '5 company value.not-found warning',
      '5 contact value.not-found warning',
      '5 company value.no-customer warning',
    ])
    expect(
      await app().rows(
        'select c.name, p.name as company from contacts c join companies p on p.id = c.company_id',
      ),
    ).toEqual([{ name: 'Anna', company: 'Alpha' }])
    const [d] = await app().rows(`select description from deals where title = 'D'`)
    expect(d).toEqual({ description: 'Company: 0013000000ABCDE\nContact: 12345' })
  })

  it('stays out, and is told, when nothing may be made', async () => {
    const { counts, problems } = await bringIn(rows.slice(0, 2), {
      entity: 'deal',
      columns,
      createMissing: [],
    })
    expect(counts).toMatchObject({ created: 1, warnings: 1 })
    expect(said(problems)).toEqual([
      '2 company value.not-found warning',
      '2 contact value.not-found warning',
      '2 product value.not-found warning',
      '2 company value.no-customer warning',
    ])
    expect(await deals('description')).toEqual([
      { description: 'Company: Alpha\nContact: Anna\nProduct: GTX Pro' },
    ])
    expect(await app().rows('select 1 from companies')).toEqual([])
  })

  it('is found by the id another system gave it, letter for letter', async () => {
    for (const [name, externalId] of [
      ['Small', '001aaa'],
      ['Large', '001AAA'],
    ])
      expect((await app().admin.post('/companies', { name, externalId })).status).toBe(201)
    await bringIn(
      [
        ['Title', 'Company'],
        ['A', '001AAA'],
        ['B', '001aaa'],
      ],
      { entity: 'deal', columns: { Title: 'title', Company: 'company' } },
    )
    expect(
      await app().rows(
        'select d.title, c.name from deals d join companies c on c.id = d.company_id order by 1',
      ),
    ).toEqual([
      { title: 'A', name: 'Large' },
      { title: 'B', name: 'Small' },
    ])
  })
})

describe('a parent company', () => {
  const columns = { Name: 'name', Parent: 'parent', Staff: 'employees' }
  const parents = () =>
    app().rows(
      'select c.name, p.name as parent, c.employees from companies c left join companies p on p.id = c.parent_id order by c.name collate "C"',
    )

  it.each(['updateEmpty', 'skip', 'create'] as const)(
    'may come later in the file, under the rule %s',
    async (onDuplicate) => {
      const between = Array.from({ length: 120 }, (_, n) => [`Between ${String(n).padStart(3, '0')}`, '', n])
      const rows = [
        ['Name', 'Parent', 'Staff'],
        ['A', 'Z', 1],
        ['B', 'Z', 2],
        ...between,
        ['Z', 'A', 3],
        ['Y', 'never told of', 4],
        ['X', 'X', 5],
      ]
      const { counts, problems } = await bringIn(rows, {
        entity: 'company',
        columns,
        match: ['name'],
        onDuplicate,
      })
      expect(counts).toMatchObject({ created: 125, updated: 0, skipped: 0, failed: 0, warnings: 1 })
      expect(said(problems)).toEqual(['126 parent value.itself warning'])
      const all = await parents()
      expect(all).toHaveLength(126)
      expect(all.filter(({ name }) => !String(name).startsWith('Between'))).toEqual([
        { name: 'A', parent: 'Z', employees: 1 },
        { name: 'B', parent: 'Z', employees: 2 },
        { name: 'X', parent: null, employees: 5 },
        { name: 'Y', parent: 'never told of', employees: 4 },
        { name: 'Z', parent: 'A', employees: 3 },
        { name: 'never told of', parent: null, employees: null },
      ])
      expect(await app().rows('select 1 from import_rows where row_number < 0')).toHaveLength(1)
    },
  )

  it('is not found by a name that a row before has changed', async () => {
    await app().admin.post('/companies', { name: 'Delta', externalId: 'd' })
    const rows = [
      ['Id', 'Name', 'Parent'],
      ['d', 'Renamed', ''],
      ['e', 'Daughter', 'Delta'],
    ]
    const columns = { Id: 'externalId', Name: 'name', Parent: 'parent' }
    await bringIn(rows, { entity: 'company', columns, match: ['externalId'], onDuplicate: 'overwrite' })
    expect(await parents()).toMatchObject([
      { name: 'Daughter', parent: 'Delta' },
      { name: 'Delta', parent: null },
      { name: 'Renamed', parent: null },
    ])
  })
})
