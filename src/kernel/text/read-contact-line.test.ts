import { describe, expect, it } from 'vitest'
import { readContactLine } from './read-contact-line.ts'

describe('readContactLine', () => {
  it('reads name, phone, e-mail and company from one line', () => {
    expect(readContactLine('Anna Petrova +7 916 123-45-67 anna@x.ru Romashka', 'RU')).toEqual({
      name: 'Anna Petrova',
      phone: '+79161234567',
      email: 'anna@x.ru',
      company: 'Romashka',
    })
  })

  it('completes a national number by the country', () => {
    expect(readContactLine('Пётр Ильин 8 (495) 123-45-67', 'RU').phone).toBe('+74951234567')
    expect(readContactLine('John Smith (415) 555-2671', 'US').phone).toBe('+14155552671')
  })

  it('keeps a patronymic in the name', () => {
    expect(readContactLine('Иванов Иван Иванович, директор, ООО Вектор', 'RU')).toEqual({
      name: 'Иванов Иван Иванович',
      jobTitle: 'директор',
      company: 'ООО Вектор',
    })
  })

  it('tells a company by quotes wherever it stands', () => {
    expect(readContactLine('ООО «Ромашка и Ко» Анна Петрова 89161234567', 'RU')).toEqual({
      company: 'ООО «Ромашка и Ко»',
      name: 'Анна Петрова',
      phone: '+79161234567',
    })
  })

  it('tells a foreign company by its legal form', () => {
    expect(readContactLine('Romashka LLC; Anna Petrova; CEO', 'RU')).toEqual({
      company: 'Romashka LLC',
      name: 'Anna Petrova',
      jobTitle: 'CEO',
    })
    expect(readContactLine('Anna Petrova Acme Tools Ltd', 'GB')).toEqual({
      company: 'Acme Tools Ltd',
      name: 'Anna Petrova',
    })
  })

  it('reads an address book line with angle brackets', () => {
    expect(readContactLine('"Oleg Sidorov" <Oleg@Vector.RU>', 'RU')).toEqual({
      name: 'Oleg Sidorov',
      email: 'oleg@vector.ru',
    })
  })

  it('takes a name in front of a title', () => {
    expect(readContactLine('Olga Kim sales manager, Vector', 'RU')).toEqual({
      name: 'Olga Kim',
      jobTitle: 'sales manager',
      company: 'Vector',
    })
  })

  it('leaves digits that are no phone in the text', () => {
    expect(readContactLine('Anna Petrova, Studio 54', 'RU')).toEqual({
      name: 'Anna Petrova',
      company: 'Studio 54',
    })
  })

  it('is empty for an empty line', () => {
    expect(readContactLine('  ', 'RU')).toEqual({})
  })
})
