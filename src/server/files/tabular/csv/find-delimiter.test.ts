import { describe, expect, it } from 'vitest'
import { delimiterLine, findDelimiter, findNewline } from './find-delimiter.ts'

const find = (text: string) => findDelimiter(text, '\n', true)

describe('findDelimiter', () => {
  it.each([',', ';', '\t', '|', '%'])('finds %j', (delimiter) => {
    expect(
      find(
        [
          ['name', 'city', 'note'],
          ['Anna', 'Omsk', 'a, b; c'],
          ['Ivan', 'Tula', ''],
        ]
          .map((row) => row.join(delimiter))
          .join('\n'),
      ),
    ).toBe(delimiter)
  })

  it('is not misled by delimiters inside quotes', () => {
    expect(find('name;note\nAnna;"a,b,c,d"\nIvan;"e,f,g,h"\n')).toBe(';')
  })

  it('is not misled by decimal commas', () => {
    expect(find('1,5;2,5;3,5\n1,7;2,7;3,7\n')).toBe(';')
  })

  it('passes over a title above the table', () => {
    expect(find('Report, all clients\n\nname;city\nAnna;Omsk\nIvan;Tula\n')).toBe(';')
  })

  it('is not misled by more notes below the table than it has rows', () => {
    expect(
      find('"a","b","c"\n"1","2;3","4"\n\n"Grand Totals (1)"\n\n"Do not distribute"\n"Copyright"\n"Acme"\n'),
    ).toBe(',')
  })

  it('gives one column a delimiter that it does not hold', () => {
    expect(find('address\nOmsk, Lenina 1\nTula\nOrel, Mira 5, 3\n')).not.toBe(',')
  })
})

it('delimiterLine reads the line of Excel', () => {
  expect(delimiterLine('sep=;\r\na;b')).toBe(';')
  expect(delimiterLine('separator;b')).toBeUndefined()
})

it('findNewline takes carriage returns only where there are no line feeds', () => {
  expect(findNewline('a\rb\r')).toBe('\r')
  expect(findNewline('a\r\nb\r\n')).toBe('\n')
  expect(findNewline('a;"two\nlines"\rb;c\r')).toBe('\r')
  expect(findNewline('a;"two\rlines"\nb;c\n')).toBe('\n')
})
