import { writeFileSync } from 'node:fs'

const cities = ['Москва', 'Казань', 'Санкт-Петербург', 'Пермь', 'London', 'Самара']
const sources = ['Выставка', 'Сайт', 'Звонок', 'Рекомендация']
const names = ['Егор', 'Анна', 'Ольга', 'John', 'Тимур']
const surnames = ['Попов', 'Иванов', 'Smith', 'Кузнецов', 'Морозов']

/** Writes a file of made-up leads, one in fifty the same person as an earlier one; returns its path. */
export function leadsFile(path: string, rows: number): string {
  const lines = ['Name;Company;Phone;Email;City;Source;Budget;Description']
  for (let row = 0; row < rows; row++) {
    const person = row % 50 === 49 ? row - 40 : row
    const of = (list: string[], step: number) => list[Math.floor(person / step) % list.length]
    lines.push(
      [
        `${of(names, 1)} ${of(surnames, 5)} ${person}`,
        `ООО Компания ${(person * 7919) % 30_000}`,
        `+7 ${9_100_000_000 + person}`,
        `user${person}@mail${person % 50}.ru`,
        of(cities, 3),
        of(sources, 2),
        1000 + ((person * 104_729) % 900_000),
        `Интересуется товаром ${person % 100}`,
      ].join(';'),
    )
  }
  writeFileSync(path, `${lines.join('\r\n')}\r\n`)
  return path
}
