import { writeFileSync } from 'node:fs'

const cities = ['Москва', 'Казань', 'Санкт-Петербург', 'Пермь', 'London', 'Самара']
const sources = ['Выставка', 'Сайт', 'Звонок', 'Рекомендация']
const names = ['Егор', 'Анна', 'Ольга', 'John', 'Тимур']
const surnames = ['Попов', 'Иванов', 'Smith', 'Кузнецов', 'Морозов']

/** Writes a file of made-up contacts with nothing but their own fields; returns its path. */
export function contactsFile(path: string, rows: number): string {
  const lines = ['Name;Phone;Email;City']
  for (let row = 0; row < rows; row++)
    lines.push(
      [
        `${pick(names, row)} ${pick(surnames, row / 5)} ${row}`,
        `+7 ${9_200_000_000 + row}`,
        `person${row}@mail${row % 50}.ru`,
        pick(cities, row / 3),
      ].join(';'),
    )
  writeFileSync(path, `${lines.join('\r\n')}\r\n`)
  return path
}

const pick = (list: string[], at: number) => list[Math.floor(at) % list.length]!

/** Writes a file of made-up leads, one in fifty the same person as an earlier one; returns its path. */
export function leadsFile(path: string, rows: number): string {
  const lines = ['Name;Company;Phone;Email;City;Source;Budget;Description']
  for (let row = 0; row < rows; row++) {
    const person = row % 50 === 49 ? row - 40 : row
    lines.push(
      [
        `${pick(names, person)} ${pick(surnames, person / 5)} ${person}`,
        `ООО Компания ${(person * 7919) % 30_000}`,
        `+7 ${9_100_000_000 + person}`,
        `user${person}@mail${person % 50}.ru`,
        pick(cities, person / 3),
        pick(sources, person / 2),
        1000 + ((person * 104_729) % 900_000),
        `Интересуется товаром ${person % 100}`,
      ].join(';'),
    )
  }
  writeFileSync(path, `${lines.join('\r\n')}\r\n`)
  return path
}
