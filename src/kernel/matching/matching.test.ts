import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockKeys } from './block-keys.ts'
import { companyWords } from './company-name.ts'
import { type Comparison, expectedModel, judge, prepareRecord } from './model.ts'
import { agreementOf, nameWords } from './names.ts'
import { formsOf } from './nicknames.ts'
import { romanise, skeletonOf } from './romanise.ts'
import { isOneSlip, jaroWinkler, likeWords } from './similarity.ts'

const comparisons: Comparison[] = [
  { field: 'name', kind: 'personName' },
  { field: 'phone', kind: 'phone' },
  { field: 'email', kind: 'email' },
  { field: 'city', kind: 'city' },
  { field: 'birthday', kind: 'date' },
]
const model = expectedModel(comparisons)
const person = (...values: unknown[]) => prepareRecord(comparisons, values)
const scoreOf = (a: unknown[], b: unknown[]) => judge(model, person(...a), person(...b)).score

describe('romanise', () => {
  it.each([
    ['Юрий', 'Yuriy', 'Yury', 'Yuri', 'Iurii'],
    ['Щербаков', 'Shcherbakov', 'Scherbakov'],
    ['Хабаров', 'Khabarov', 'Habarov'],
    ['Евгений', 'Evgeny', 'Yevgeniy'],
    ['Семён', 'Semyon', 'Semen'],
    ['Александр', 'Aleksandr', 'Alexandr'],
    ['Цветкова', 'Tsvetkova'],
    ['José', 'Jose'],
  ])('writes %s as others do', (...spellings) => {
    expect(new Set(spellings.map(romanise)).size).toBe(1)
  })

  it('leaves digits as they are', () => {
    expect(romanise('4011')).toBe('4011')
  })

  it('gives the same again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => skeletonOf(text).length <= text.length))
  })
})

describe('names', () => {
  it('loses the patronymic where two other words are left', () => {
    expect(nameWords('Иванов Иван Петрович')).toEqual(nameWords('Ivanov Ivan'))
    expect(nameWords('Иван Петрович')).toHaveLength(2)
  })

  it('knows forms of one given name', () => {
    expect(agreementOf(romanise('Саша'), romanise('Александра'))).toBe('form')
    expect(agreementOf('bob', 'robert')).toBe('form')
    expect(agreementOf(romanise('Иванов'), romanise('Иванова'))).toBe('form')
    expect(formsOf(romanise('Саша'))).toContain(romanise('Александр'))
  })

  it('takes an initial for a name that begins with it', () => {
    expect(agreementOf('i', 'ivan')).toBe('initial')
    expect(agreementOf('i', 'petr')).toBeNull()
  })
})

describe('companyWords', () => {
  it.each([
    ['ООО «Ромашка»', 'Ромашка, ООО', 'romashka'],
    ['Müller & Söhne G.m.b.H.', 'Muller und Sohne', 'muler sohne'],
    ['Acme Ltd.', 'ACME LIMITED', 'akme'],
  ])('sees through the legal form of %s', (one, other) => {
    expect(companyWords(one)).toEqual(companyWords(other))
  })

  it('keeps a name that is nothing but a form', () => {
    expect(companyWords('ООО')).not.toEqual([])
  })
})

describe('similarity', () => {
  it('agrees with the published values of Jaro and Winkler', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.961, 3)
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 2)
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.813, 3)
  })

  it('is the same from either side, from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const likeness = jaroWinkler(a, b)
        expect(jaroWinkler(b, a)).toBeCloseTo(likeness, 10)
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
        expect(isOneSlip(a, b)).toBe(isOneSlip(b, a))
      }),
    )
  })

  it('sees one slip', () => {
    expect(isOneSlip('79161234567', '79161234576')).toBe(true)
    expect(isOneSlip('79161234567', '7916123457')).toBe(true)
    expect(isOneSlip('79161234567', '79161234567')).toBe(false)
    expect(isOneSlip('abcd', 'badc')).toBe(false)
  })

  it('likens lists of words whatever their order', () => {
    expect(likeWords(['lenin', 'street'], ['street', 'lenin'])).toBe(1)
    expect(likeWords(['lenin'], ['gorky'])).toBe(0)
  })
})

describe('judge', () => {
  const ivan = ['Иванов Иван Петрович', '+79161234567', 'ivan@romashka.ru', 'Москва', '1980-02-03']

  it('takes two spellings of one person for one', () => {
    expect(scoreOf(ivan, ['Ivan Ivanov', '+79161234567', null, 'Moskva', null])).toBeGreaterThan(0.95)
    expect(scoreOf(ivan, ['Ваня Иванов', null, 'ivan@romashka.ru', null, null])).toBeGreaterThan(0.95)
    expect(scoreOf(ivan, ['Иван Иваноф', '+79161234567', null, null, null])).toBeGreaterThan(0.95)
  })

  it('keeps namesakes and people with one phone apart', () => {
    expect(scoreOf(ivan, ['Иван Иванов', '+79037654321', 'other@mail.ru', 'Казань', null])).toBeLessThan(0.1)
    expect(scoreOf(ivan, ['Ольга Смирнова', '+79161234567', null, null, null])).toBeLessThan(0.9)
  })

  it('says why, the weightiest first', () => {
    const { reasons } = judge(model, person(...ivan), person('Ivan Ivanov', '+79161234567', null, 'Казань'))
    expect(reasons[0]).toMatchObject({ code: 'phone.same', field: 'phone' })
    expect(reasons.at(-1)).toMatchObject({ code: 'city.different' })
    expect(reasons.at(-1)!.weight).toBeLessThan(0)
  })

  it('takes a rare name for more than a common one', () => {
    const frequencies = [
      {
        counts: new Map([
          ['ivanov', 500],
          ['ivan', 800],
          ['surname', 100],
        ]),
        of: 10_000,
      },
    ]
    const known = expectedModel(comparisons, frequencies)
    const rare = judge(known, person('Аристарх Держиморда'), person('Аристарх Держиморда')).score
    const common = judge(known, person('Иван Иванов'), person('Иван Иванов')).score
    expect(rare).toBeGreaterThan(common)
  })

  it('does not depend on who comes first', () => {
    const names = fc.constantFrom(
      'Иван Иванов',
      'Ivanov',
      'Саша Петров',
      'Александр Петров',
      'Bob Lee',
      'Robert Leigh',
      '—',
    )
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(scoreOf([a], [b])).toBeCloseTo(scoreOf([b], [a]), 10)
      }),
    )
  })
})

describe('blockKeys', () => {
  it('lets two spellings of one name meet', () => {
    const shared = (a: unknown[], b: unknown[]) => {
      const keys = new Set(blockKeys(comparisons, person(...a)))
      return blockKeys(comparisons, person(...b)).filter((key) => keys.has(key))
    }
    expect(shared(['Иванов Иван Петрович'], ['Ivan Ivanov'])).not.toEqual([])
    expect(
      shared(['Иванов Саша', null, null, 'Москва'], ['Александр Иванов', null, null, 'Moskva']),
    ).not.toEqual([])
    expect(shared(['Пётр Сидоров'], ['Ольга Ким'])).toEqual([])
  })
})
