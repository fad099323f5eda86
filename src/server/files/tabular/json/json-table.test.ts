import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../../tests/helpers/temporary-file.ts'
import { openTable } from '../open-table.ts'
import { type JsonLayout, jsonCutter } from './json-cutter.ts'

async function read(text: string | Buffer) {
  const table = await openTable(temporaryFile(text))
  const rows = []
  for await (const row of table.rows()) rows.push(row)
  return { ...table, rows }
}

describe('a JSON file', () => {
  it('holds a list of records, what is one level deep under headings of its own', async () => {
    const { format, headings, rows } = await read(
      JSON.stringify([
        { id: 7, name: 'Анна', company: { name: 'Ромашка', inn: null }, tags: ['a', 'b'] },
        { name: 'Пётр', active: true, company: { name: 'Вектор', seat: { city: 'Тверь' } } },
      ]),
    )
    expect([format, headings]).toEqual([
      'json',
      ['id', 'name', 'company.name', 'company.inn', 'tags', 'active', 'company.seat'],
    ])
    expect(rows).toEqual([
      { number: 1, cells: ['7', 'Анна', 'Ромашка', '', 'a, b', '', ''] },
      { number: 2, cells: ['', 'Пётр', 'Вектор', '', '', 'true', '{"city":"Тверь"}'] },
    ])
  })

  it('may hold a record a line, or its list inside an object', async () => {
    const lines = '{"a":1}\n\n{"a":2,"list":[{"x":1}]}\n'
    expect((await read(lines)).rows.map(({ cells }) => cells[0])).toEqual(['1', '2'])
    const wrapped = JSON.stringify({ total: 2, records: [{ a: 1 }, { a: 2 }], next: null })
    expect((await read(wrapped)).rows.map(({ cells }) => cells)).toEqual([['1'], ['2']])
  })

  it('may hold its list behind others and one object deeper, as answers of APIs do', async () => {
    const answer = {
      _page: 1,
      _links: { self: { href: 'x' } },
      _embedded: { contacts: [{ a: 1 }, { a: 2 }] },
    }
    expect((await read(JSON.stringify(answer))).rows.map(({ cells }) => cells)).toEqual([['1'], ['2']])
    const behind = { errors: [], columns: ['a'], data: [{ a: '[{' }, { a: 2, tags: [{ name: 'x' }] }] }
    const { headings, rows } = await read(JSON.stringify(behind, null, 2))
    expect([headings, rows.map(({ cells }) => cells)]).toEqual([
      ['a', 'tags'],
      [
        ['[{', ''],
        ['2', 'x'],
      ],
    ])
  })

  it('may tell a value as an object with particulars, and fields by their names', async () => {
    const record = {
      name: 'Анна',
      email: [
        { label: 'work', value: 'anna@example.org', primary: true },
        { label: 'home', value: 'a@example.org' },
      ],
      custom_fields_values: [
        { field_id: 1, field_name: 'Телефон', values: [{ value: '+7 916 123-45-67', enum_code: 'WORK' }] },
        { field_id: 2, field_name: 'Должность', values: [{ value: 'Директор' }] },
      ],
      lines: [{ sku: 'A', amount: 2 }],
    }
    const { headings, rows } = await read(JSON.stringify([record]))
    expect(headings).toEqual(['name', 'email', 'Телефон', 'Должность', 'lines'])
    expect(rows[0]?.cells).toEqual([
      'Анна',
      'anna@example.org, a@example.org',
      '+7 916 123-45-67',
      'Директор',
      '[{"sku":"A","amount":2}]',
    ])
  })

  it('is read in other encodings too', async () => {
    const text = Buffer.from('\ufeff[{"имя":"Ёлка"}]', 'utf16le')
    expect((await read(text)).rows[0]?.cells).toEqual(['Ёлка'])
  })

  it('tells what is no record in its place and goes on', async () => {
    const { rows } = await read('[{"a":1}, 5, {"a":}, {"a":4}, {"a":')
    expect(rows.map(({ number, problem }) => [number, problem])).toEqual([
      [1, undefined],
      [2, 'not-a-record'],
      [3, 'not-a-record'],
      [4, undefined],
      [5, 'not-a-record'],
    ])
  })

  it('without records is refused', async () => {
    await expect(openTable(temporaryFile('[]'))).rejects.toMatchObject({ params: { reason: 'empty' } })
  })
})

describe('cutting', () => {
  it('finds every record wherever the pieces of the file end', () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    fc.assert(
      fc.property(
        fc.array(record),
        fc.nat(),
        fc.constantFrom<JsonLayout>('list', 'sequence', 'wrapped'),
        (all, cut, layout) => {
          const list = JSON.stringify(all)
          const text =
            layout === 'list'
              ? list
              : layout === 'wrapped'
                ? `{"n":{"a":[1]},"all":${list}}`
                : all.map((one) => JSON.stringify(one)).join('\n')
          const cutter = jsonCutter(layout)
          const at = cut % (text.length + 1)
          const found = [text.slice(0, at), text.slice(at)].flatMap((piece) => [...cutter.write(piece)])
          expect(found.map((one) => JSON.parse(one))).toEqual(
            all.map((one) => JSON.parse(JSON.stringify(one))),
          )
          expect(cutter.end()).toBe('')
        },
      ),
    )
  })
})
