import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, csvSplitter } from './csv-records.ts'

describe('csvSplitter', () => {
  it('cuts lines at the delimiter', () => {
    expect(split('a;b;c\n1;;3\n')).toEqual([{ cells: ['a', 'b', 'c'] }, { cells: ['1', '', '3'] }])
  })

  it('takes LF, CRLF and, where told, CR for a newline', () => {
    expect(cells('a;b\r\n1;2\n3;4')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
    expect([...csvSplitter(';', '\r').write('a;"b"\r1;2\r')].map((record) => record.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it('undoubles quotes and keeps delimiters and newlines inside them', () => {
    expect(cells('"a;""b""";"line 1\r\nline 2"\r\n1;2')).toEqual([
      ['a;"b"', 'line 1\r\nline 2'],
      ['1', '2'],
    ])
  })

  it('allows blanks around quoted cells and quotes inside bare ones', () => {
    expect(split('a; "b;c" ;5" pipe\n')).toEqual([{ cells: ['a', 'b;c', '5" pipe'] }])
  })

  it('keeps a cell with undoubled quotes whole and reports it', () => {
    expect(split('1;"ООО "Ромашка"";x\n2;"ООО "Лютик" и Ко";y\n')).toEqual([
      { cells: ['1', 'ООО "Ромашка"', 'x'], problem: 'bad-quote' },
      { cells: ['2', 'ООО "Лютик" и Ко', 'y'], problem: 'bad-quote' },
    ])
  })

  it('ends a cell whose quote is never closed on its line and goes on with the next', () => {
    expect(split('1;"open;x\n2;b;y\n3;c;z\n')).toEqual([
      { cells: ['1', '"open', 'x'], problem: 'unclosed-quote' },
      { cells: ['2', 'b', 'y'] },
      { cells: ['3', 'c', 'z'] },
    ])
  })

  it('does not let an unclosed quote run into quoted cells further down', () => {
    const records = split('1;"open;x\n2;b;y\n3;"c;c";z\n')
    expect(records.map((record) => record.problem)).toEqual(['unclosed-quote', undefined, undefined])
    expect(records[2]?.cells).toEqual(['3', 'c;c', 'z'])
  })

  it('gives up on a quoted cell after a million characters', () => {
    const line = 'abc;def\n'
    const records = split(`"open;x\n${line.repeat(200_000)}`)
    expect(records).toHaveLength(200_001)
    expect(records[0]).toEqual({ cells: ['"open', 'x'], problem: 'unclosed-quote' })
  })

  it('refuses a line of more than four million characters', () => {
    expect(() => split('a'.repeat(4_000_002), 500_000)).toThrow('import.unreadable')
  })

  it('reads back whatever a CSV writer writes', () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
      fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: width, maxLength: width }), {
        minLength: 1,
      }),
    )
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|', '%'),
        fc.constantFrom('\n', '\r\n'),
        (rows, delimiter, newline) => {
          const text = stringify(rows, {
            delimiter,
            record_delimiter: newline,
            quoted_match: /[\r\n]|^\s|\s$/,
            quoted_empty: true,
          })
          const read = [...csvSplitter(delimiter).write(text)]
          expect(read.map((record) => record.cells)).toEqual(rows)
          expect(read.some((record) => record.problem)).toBe(false)
        },
      ),
    )
  })

  it('gives the same records however the text is cut into pieces, and drops no letter of it', () => {
    const wild = fc.string({
      unit: fc.constantFrom('a', 'b', '"', '""', '"', ';', ';', '\n', '\r\n', '\r', ' '),
      maxLength: 60,
    })
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const whole = split(text)
        expect(split(text, size)).toEqual(whole)
        expect(letters(whole.flatMap((record) => record.cells).join(''))).toBe(letters(text))
      }),
      { numRuns: 2000 },
    )
  })
})

function split(text: string, size = text.length || 1): CsvRecord[] {
  const splitter = csvSplitter(';')
  const pieces: CsvRecord[][] = []
  for (let from = 0; from < text.length; from += size)
    pieces.push([...splitter.write(text.slice(from, from + size))])
  return [...pieces, [...splitter.end()]].flat()
}

function cells(text: string): string[][] {
  return split(text).map((record) => record.cells)
}

function letters(text: string): string {
  return text.replace(/[^ab]/g, '')
}
