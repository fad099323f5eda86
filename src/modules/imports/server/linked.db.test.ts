import { describe, expect, it } from 'vitest'
import { rowsBroughtIn } from '../../../../tests/helpers/import-rows.ts'
import type { GivenSettings } from '../../../../tests/helpers/imports.ts'

const { app, bringIn, imports } = rowsBroughtIn()

const settings: GivenSettings = {
  entity: 'deal',
  columns: {
    Deal: 'title',
    Company: 'company',
    INN: 'company.taxId',
    Site: 'company.website',
    Person: 'contact',
    'Work phone': 'contact.phone',
    Mobile: 'contact.phone',
    Mail: 'contact.email',
  },
}
const headings = ['Deal', 'Company', 'INN', 'Site', 'Person', 'Work phone', 'Mobile', 'Mail']
const deals = () =>
  app().rows(`
    select d.title, c.name as company, c.tax_id as inn, p.name as person, p.phone, p.email, p.description as more, pc.name as employer
    from deals d left join companies c on c.id = d.company_id left join contacts p on p.id = d.contact_id
    left join companies pc on pc.id = p.company_id order by d.title`)

describe('a row of several records', () => {
  it('makes a company, a contact and a deal, all linked', async () => {
    const { counts } = await bringIn(
      [
        headings,
        ['A', 'Ромашка', '7707083893', '', 'Анна', '+7 495 111-22-33', '8 916 111-22-33', 'anna@romashka.ru'],
        ['B', 'ромашка', '', '', 'Anna N.', '', '8 916 111 22 33; +7 999 000-00-00', 'anna@romashka.ru'],
      ],
      settings,
    )
    expect(counts).toMatchObject({
      created: 2,
      linked: { company: { created: 1, found: 1 }, contact: { created: 1, found: 1 } },
    })
    const anna = {
      company: 'Ромашка',
      inn: '7707083893',
      person: 'Анна',
      phone: '+74951112233',
      email: 'anna@romashka.ru',
      more: 'Mobile: 8 916 111-22-33',
      employer: 'Ромашка',
    }
    expect(await deals()).toEqual([
      { title: 'A', ...anna },
      { title: 'B', ...anna },
    ])
  })

  it('finds what is there by tax number, host, phone and mail, and fills what it lacks', async () => {
    const [{ id: byTax }, { id: byHost }] = [
      (await app().admin.post('/companies', { name: 'ООО «Ромашка»', taxId: '7707083893' })).body.item,
      (
        await app().admin.post('/companies', {
          name: 'Vector Ltd',
          website: 'https://www.vector.example/about',
        })
      ).body.item,
    ]
    const { id: byMail } = (
      await app().admin.post('/contacts', { name: 'Peter', email: 'peter@vector.example' })
    ).body.item
    const { counts, id } = await bringIn(
      [
        headings,
        ['A', 'Ромашка', '7707083893', 'romashka.example', '', '', '', ''],
        [
          'B',
          'Vector International',
          '',
          'vector.example',
          'P. Lang',
          '+7 495 111-22-44',
          '',
          'Peter@vector.example',
        ],
      ],
      settings,
    )
    expect(counts.linked).toEqual({ company: { created: 0, found: 2 }, contact: { created: 0, found: 1 } })
    expect(await app().rows('select company_id, contact_id from deals order by title')).toEqual([
      { company_id: byTax, contact_id: null },
      { company_id: byHost, contact_id: byMail },
    ])
    expect(await app().rows('select name, website from companies order by name collate "C"')).toEqual([
      { name: 'Vector Ltd', website: 'https://www.vector.example/about' },
      { name: 'ООО «Ромашка»', website: 'https://romashka.example' },
    ])
    expect(await app().rows('select name, phone from contacts')).toEqual([
      { name: 'Peter', phone: '+74951112244' },
    ])
    await imports().undo(id)
    expect(await app().rows('select website from companies where tax_id is not null')).toEqual([
      { website: null },
    ])
    expect(await app().rows('select phone from contacts')).toEqual([{ phone: null }])
  })

  it('takes two companies of one name and two tax numbers for two', async () => {
    const { counts } = await bringIn(
      [
        headings,
        ['A', 'Вектор', '7707083893', '', '', '', '', ''],
        ['B', 'Вектор', '7736050003', '', '', '', '', ''],
      ],
      settings,
    )
    expect(counts.linked).toEqual({ company: { created: 2, found: 0 } })
    expect((await deals()).map(({ inn }) => inn)).toEqual(['7707083893', '7736050003'])
  })

  it('keeps what it tells as text where records may not be made', async () => {
    await bringIn([headings, ['A', 'Ромашка', '7707083893', '', 'Анна', '+7 495 111-22-33', '', '']], {
      ...settings,
      createMissing: [],
    })
    const [deal] = await app().rows<{ description: string }>('select description from deals')
    for (const text of [
      'Company: Ромашка',
      'INN: 7707083893',
      'Person: Анна',
      'Work phone: +7 495 111-22-33',
    ])
      expect(deal?.description).toContain(text)
  })

  it('comes again without a change', async () => {
    const rows = [
      [...headings, 'ID'],
      ['A', 'Ромашка', '', 'romashka.example', 'Анна', '+7 495 111-22-33', '', 'anna@romashka.example', '7'],
    ]
    const again: GivenSettings = {
      ...settings,
      columns: { ...settings.columns, ID: 'externalId' },
      match: ['externalId'],
    }
    await bringIn(rows, again)
    const { counts } = await bringIn(rows, again)
    expect(counts).toMatchObject({ created: 0, unchanged: 1 })
    expect(
      await app().rows(
        'select (select count(*)::int from companies) as c, (select count(*)::int from contacts) as p',
      ),
    ).toEqual([{ c: 1, p: 1 }])
  })
})

describe('a record is named by a key', () => {
  it('a company by tax number or host, a person by mail or phone', async () => {
    await app().admin.post('/companies', {
      name: 'Ромашка',
      taxId: '7707083893',
      website: 'https://romashka.example',
    })
    await app().admin.post('/contacts', {
      name: 'Анна',
      email: 'anna@romashka.example',
      phone: '+79161112233',
    })
    const { counts } = await bringIn(
      [
        ['Deal', 'Company', 'Person'],
        ['A', '7707083893', 'Anna@romashka.example'],
        ['B', 'info@romashka.example', '8 (916) 111-22-33'],
        ['C', 'www.romashka.example', 'new@vector.example'],
      ],
      { entity: 'deal', columns: { Deal: 'title', Company: 'company', Person: 'contact' } },
    )
    expect(counts).toMatchObject({ created: 3, failed: 0 })
    const rows = await deals()
    expect(rows.map(({ company, person, email }) => [company, person, email])).toEqual([
      ['Ромашка', 'Анна', 'anna@romashka.example'],
      ['Ромашка', 'Анна', 'anna@romashka.example'],
      ['Ромашка', 'new@vector.example', 'new@vector.example'],
    ])
  })
})

describe('slashes in dates', () => {
  it('are read as the file means them', async () => {
    const file = [
      ['Deal', 'Close'],
      ['A', '3/4/2026'],
    ]
    const columns = { Deal: 'title', Close: 'closeOn' }
    for (const [dates, day] of [
      ['monthFirst', '2026-03-04'],
      ['dayFirst', '2026-04-03'],
    ] as const) {
      await app().rows('delete from steps; delete from deals')
      await bringIn(file, { entity: 'deal', columns, dates })
      expect(await app().rows('select close_on::text as day from deals')).toEqual([{ day }])
    }
  })
})
