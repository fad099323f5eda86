import { describe, expect, it } from 'vitest'
import { columnLetters, findHeaderRow, headerCells, nameHeadings } from './header-row.ts'

const numbered = (rows: string[][]) => rows.map((cells, index) => ({ number: index + 1, cells }))

describe('findHeaderRow', () => {
  it('takes the first row of words', () => {
    expect(
      findHeaderRow(
        numbered([
          ['Имя', 'Телефон'],
          ['Иван', '+7 916 123-45-67'],
        ]),
      ),
    ).toBe(1)
  })

  it('passes over titles above the table', () => {
    const rows = [
      ['Отчёт по клиентам', ''],
      ['на 22.11.2026', ''],
      ['Имя', 'Сумма'],
      ['Иван', '100'],
      ['Анна', '200'],
    ]
    expect(findHeaderRow(numbered(rows))).toBe(3)
  })

  it('takes a wide row of words though one of them is a value of its column, too', () => {
    const header = Array.from({ length: 12 }, (_, n) => `Столбец ${'абвгдежзиклм'[n]}`)
    const row = (n: number) => header.map((name, at) => (at === 3 ? name : `значение ${n}-${at}`))
    expect(findHeaderRow(numbered([header, row(1), row(2), row(3)]))).toBe(1)
  })

  it('finds none above rows of figures or addresses', () => {
    expect(
      findHeaderRow(
        numbered([
          ['1', '2'],
          ['3', '4'],
        ]),
      ),
    ).toBe(0)
    expect(
      findHeaderRow(
        numbered([
          ['Grant', 'grant@example.org'],
          ['Anna', 'anna@example.org'],
        ]),
      ),
    ).toBe(0)
  })

  it('finds none where the first row repeats in its columns like a value', () => {
    expect(
      findHeaderRow(
        numbered([
          ['ham', 'Go on'],
          ['ham', 'Ok'],
          ['spam', 'Win'],
          ['ham', 'So'],
        ]),
      ),
    ).toBe(0)
  })

  it('allows years among the headings', () => {
    expect(
      findHeaderRow(
        numbered([
          ['Product', 'Group', '2025', '2026'],
          ['Rack', 'A', '10', '20'],
        ]),
      ),
    ).toBe(1)
  })
})

describe('two rows of headings', () => {
  const people = [
    ['1', 'Иванов Иван', '+7 916 123-45-67', 'ivan@example.org', 'Омск'],
    ['2', 'Петров Пётр', '+7 916 123-45-68', '', 'Тула'],
  ]

  it('are one where merged headings are parted below', () => {
    const rows = numbered([
      ['№', 'ФИО', 'Контакты', '', 'Город'],
      ['', '', 'Телефон', 'E-mail', ''],
      ...people,
    ])
    expect(findHeaderRow(rows)).toBe(2)
    expect(headerCells(rows, 2)).toEqual(['№', 'ФИО', 'Телефон', 'E-mail', 'Город'])
  })

  it('keep the name of the group where its parts are called alike', () => {
    const rows = numbered([
      ['ФИО', 'Рабочий', '', 'Домашний', ''],
      ['', 'Телефон', 'Адрес', 'Телефон', 'Адрес'],
      ['Иванов Иван', '1', 'Омск', '2', 'Тула'],
      ['Петров Пётр', '3', 'Омск', '4', 'Тула'],
    ])
    expect(headerCells(rows, findHeaderRow(rows))).toEqual([
      'ФИО',
      'Рабочий Телефон',
      'Рабочий Адрес',
      'Домашний Телефон',
      'Домашний Адрес',
    ])
  })

  it('are one where the second counts the columns', () => {
    const rows = numbered([['№', 'ФИО', 'Телефон', 'E-mail', 'Город'], ['1', '2', '3', '4', '5'], ...people])
    expect(findHeaderRow(rows)).toBe(2)
    expect(headerCells(rows, 2)).toEqual(['№', 'ФИО', 'Телефон', 'E-mail', 'Город'])
  })

  it('are not seen in rows of values', () => {
    const gap = [
      ['Имя', '', 'Город'],
      ['Иван', 'Петров', ''],
      ['Анна', 'Орлова', 'Омск'],
    ]
    expect(findHeaderRow(numbered(gap))).toBe(1)
    const figures = [
      ['a', 'b', 'c', 'd'],
      ['1', '2', '3', '4'],
      ['5', '6', '7', '8'],
    ]
    expect(findHeaderRow(numbered(figures))).toBe(1)
    expect(headerCells(numbered(gap), 1)).toEqual(['Имя', '', 'Город'])
  })
})

describe('nameHeadings', () => {
  it('trims, numbers repeated headings and calls nameless columns by their letter', () => {
    const sample = numbered([['1', '2', '3', '4', '']])
    expect(nameHeadings([' Phone\n1 ', 'Phone', 'Phone', '', ''], sample)).toEqual([
      'Phone 1',
      'Phone',
      'Phone (2)',
      'D',
    ])
  })

  it('does not take a name that another column has', () => {
    expect(nameHeadings(['Phone (2)', 'Phone', 'Phone'], [])).toEqual(['Phone (2)', 'Phone', 'Phone (3)'])
  })

  it('goes beyond the headings where most rows do', () => {
    expect(nameHeadings(['a'], numbered([['1', '2'], ['3', '4'], ['5']]))).toEqual(['a', 'B'])
    expect(nameHeadings(['a'], numbered([['1'], ['3', '4'], ['5']]))).toEqual(['a'])
  })

  it('names all columns of a file without headings', () => {
    expect(
      nameHeadings(
        [],
        numbered([
          ['1', '2'],
          ['3', '4'],
        ]),
      ),
    ).toEqual(['A', 'B'])
  })

  it('takes 500 columns and refuses 501', () => {
    const wide = Array.from({ length: 501 }, (_, index) => `c${index}`)
    expect(nameHeadings(wide.slice(1), [])).toHaveLength(500)
    expect(() => nameHeadings(wide, [])).toThrow('import.unreadable')
  })
})

it('columnLetters counts like a spreadsheet', () => {
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})
