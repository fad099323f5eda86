import { expect, it } from 'vitest'
import { dice } from '../../dice.ts'
import { menNames, patronymicFor, person, surnameFor, surnames, women } from './people.ts'

it('agrees the surname and the patronymic with the gender', () => {
  const roll = dice('agreement')
  for (let count = 0; count < 3000; count++) {
    const { gender, first, last, full, formal } = person(roll)
    const [surname = '', name = '', patronymic = ''] = formal.split(' ')
    expect([surname, name]).toEqual([last, first])
    expect(gender === 'm' ? menNames : women).toContain(first)
    expect(patronymic).toMatch(gender === 'm' ? /(ович|евич|ьич|тич)$/ : /(овна|евна|ична)$/)
    if (gender === 'f') expect(last).toMatch(/(ова|ева|ёва|ина|ына|ая|ко|ук|ых|Мельник)$/)
    else expect(last).not.toMatch(/(ова|ева|ёва|ина|ына|ая)$/)
    expect(full).toMatch(new RegExp(`^${first} (?:${patronymic} )?${last}$`))
  }
})

it('knows the surnames that follow their own rule', () => {
  const pairs = [
    ['Петров', 'Петрова'],
    ['Муравьёв', 'Муравьёва'],
    ['Сафин', 'Сафина'],
    ['Раевский', 'Раевская'],
    ['Толстой', 'Толстая'],
    ['Тихий', 'Тихая'],
    ['Шевченко', 'Шевченко'],
    ['Ковальчук', 'Ковальчук'],
    ['Черных', 'Черных'],
    ['Мельник', 'Мельник'],
  ] as const
  for (const [his, hers] of pairs) {
    expect(surnames).toContain(his)
    expect([surnameFor('m', his), surnameFor('f', his)]).toEqual([his, hers])
  }
})

it('makes daughters of fathers', () => {
  expect(
    ['Сергеевич', 'Ильич', 'Никитич', 'Львович', 'Юрьевич'].map((one) => patronymicFor('f', one)),
  ).toEqual(['Сергеевна', 'Ильинична', 'Никитична', 'Львовна', 'Юрьевна'])
})

it('repeats no name', () => {
  for (const list of [menNames, women, surnames]) expect(new Set(list).size).toBe(list.length)
})
