import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../queries/fold-text.ts'
import { latinKey, latinKeys, latinKeysOfBeginning } from './latin-key.ts'
import { inOtherLayout } from './layout.ts'
import { marksIn } from './marks.ts'
import { searchWords } from './search-words.ts'
import { searchableText } from './searchable.ts'
import { stemOf } from './stem.ts'
import { wordsOneSlipAway } from './typos.ts'

const cyrillic = fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщыьэюя')
const russianWord = fc.array(cyrillic, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''))
const englishWord = fc.stringMatching(/^[a-z]{1,12}$/)

describe('the searchable form', () => {
  it('is made character by character, so that a part of a text is in the form of the whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(searchableText(one + other)).toBe(searchableText(one) + searchableText(other))
        expect(searchableText(one)).toHaveLength(foldText(one).length)
      }),
    )
  })

  it('is its own form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(searchableText(searchableText(text))).toBe(searchableText(text))
      }),
    )
  })
})

describe('the other layout', () => {
  it('is typed back with the same keys', () => {
    fc.assert(
      fc.property(russianWord, (word) => {
        expect(inOtherLayout(inOtherLayout(word))).toBe(word)
      }),
    )
    fc.assert(
      fc.property(englishWord, (word) => {
        expect(inOtherLayout(inOtherLayout(word))).toBe(word)
      }),
    )
  })

  it.each([
    ['bdfyjd', 'иванов'],
    ['рщгыу', 'house'],
    ['cjplfnm', 'создать'],
    ['{fhbnjyjd', 'харитонов'],
    ['шмфт"ьфшдюкг', 'ivan@mail.ru'],
  ])('reads %s as %s', (typed, meant) => {
    expect(inOtherLayout(typed)).toBe(meant)
  })
})

/** How the schemes write the letters they differ in; the rest they have in common. */
const common = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    з: 'z',
    и: 'i',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
  },
  ...{ п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', ч: 'ch', ш: 'sh', ж: 'zh', э: 'e' },
}
const schemes: Record<string, Record<string, string>> = {
  passports: { ...common, ё: 'e', й: 'i', х: 'kh', ц: 'ts', щ: 'shch', ы: 'y', ь: '', ю: 'iu', я: 'ia' },
  'road signs': { ...common, ё: 'yo', й: 'y', х: 'kh', ц: 'ts', щ: 'shch', ы: 'y', ь: '', ю: 'yu', я: 'ya' },
  'GOST 7.79': { ...common, ё: 'yo', й: 'j', х: 'x', ц: 'cz', щ: 'shh', ы: 'y', ь: '', ю: 'yu', я: 'ya' },
  telegrams: { ...common, ё: 'e', й: 'i', х: 'h', ц: 'c', щ: 'sc', ы: 'y', ь: '', ю: 'iu', я: 'ia', с: 's' },
  letters: { ...common, ё: 'jo', й: 'j', х: 'h', ц: 'ts', щ: 'sch', ы: 'i', ь: '', ю: 'ju', я: 'ja' },
}
const romanised = (word: string, scheme: string) =>
  [...word].map((letter) => schemes[scheme]![letter] ?? letter).join('')

describe('the Latin key', () => {
  const unspeakable = /[жцчшщ][жзсцчшщхт]|[жзсцчшщхтк]{3}/
  const whole = ['passports', 'road signs', 'GOST 7.79', 'letters']

  it('is the same for a Russian word and its Latin spelling, whatever the scheme', () => {
    fc.assert(
      fc.property(russianWord, fc.constantFrom(...whole), (word, scheme) => {
        // Nobody could say the latter; two of them are written as one. After ь some write ё as o.
        fc.pre(!/ьо/.test(word) && !unspeakable.test(word.replaceAll('ь', '')))
        expect(latinKeys(romanised(word, scheme))).toContain(latinKey(word))
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['Щукин', 'Shchukin', 'Schukin', 'Shhukin', 'Shukin'],
    ['Юлия', 'Yuliya', 'Iuliia', 'Julia', 'Yulia'],
    ['Хабаров', 'Khabarov', 'Habarov', 'Xabarov'],
    ['Алексей', 'Alexey', 'Aleksei', 'Alexei', 'Aleksej'],
    ['Соловьёв', 'Solovyov', 'Soloviev', 'Solovyev', "Solov'ev"],
    ['Дмитрий', 'Dmitry', 'Dmitriy', 'Dmitrii', 'Dmitri'],
    ['Цветаева', 'Tsvetaeva', 'Tzvetaeva', 'Cvetaeva', 'Tsvetayeva'],
    ['Елена', 'Yelena', 'Elena', 'Jelena'],
    ['Людмила', 'Lyudmila', 'Liudmila', 'Ludmila'],
    ['Виктор', 'Victor', 'Viktor', 'Wiktor'],
    ['Чехов', 'Chekhov', 'Tchekhov', 'Čehov'],
    ['Цхинвали', 'Tskhinvali'],
  ])('makes one of %s and what it is written as', (russian, ...spellings) => {
    for (const spelling of spellings) expect(latinKeys(spelling), spelling).toContain(latinKey(russian))
  })

  it.each([
    ['Иванов', 'Ivashov'],
    ['Петров', 'Peshkov'],
    ['Зуев', 'Zhuev'],
  ])('keeps %s and %s apart', (russian, latin) => {
    expect(latinKeys(latin)).not.toContain(latinKey(russian))
  })

  it('of a beginning is the beginning of the key of the whole, also in the middle of a letter', () => {
    for (const [typed, word] of [
      ['Ivas', 'Ивашов'],
      ['Ivash', 'Ивашов'],
      ['Shc', 'Щукин'],
      ['Shch', 'Щукин'],
      ['Z', 'Жуков'],
      ['Kh', 'Хабаров'],
      ['Mar', 'Мария'],
      ['Ts', 'Цой'],
    ])
      expect(
        latinKeysOfBeginning(typed!).some((key) => latinKey(word!).startsWith(key)),
        typed,
      ).toBe(true)
  })
})

describe('stems', () => {
  it.each([
    'договор договора договору договором договоре договоры договоров договорам договорами договорах',
    'заявка заявки заявку заявок заявкам',
    'счёт счета счетов счетам',
    'поставщик поставщики поставщиков',
    'платёж платежи платежей платежом',
    'звонок звонка звонки звонков',
    'письмо письма письмам',
    'компания компании компаний компаниям',
    'срочный срочная срочные срочного срочных',
    'встреча встречи встреч встречу',
    'invoice invoices',
    'company companies',
    'contract contracts',
    'box boxes',
    'delivery deliveries',
    'meeting meetings',
    'order orders ordered',
  ])('are one for %s', (forms) => {
    const words = forms.split(' ')
    expect(new Set(words.map(stemOf)), words.map(stemOf).join(' ')).toHaveLength(1)
  })

  it.each([
    ['договор', 'договорённость'],
    ['счёт', 'счастье'],
    ['boss', 'bo'],
    ['order', 'border'],
  ])('keep %s and %s apart', (one, other) => {
    expect(stemOf(one)).not.toBe(stemOf(other))
  })
})

describe('slips', () => {
  it('go both ways: who is one slip away from a word has it one slip away', () => {
    const word = fc.stringMatching(/^[a-z]{2,7}$/)
    fc.assert(
      fc.property(word, fc.nat(), (meant, chance) => {
        const slips = wordsOneSlipAway(meant)
        const typed = slips[chance % slips.length]!
        expect(wordsOneSlipAway(typed)).toContain(meant)
      }),
    )
  })

  it('are swaps, letters too many, too few and wrong', () => {
    for (const typed of ['jonhson', 'johnsson', 'johnon', 'jihnson'])
      expect(wordsOneSlipAway(typed)).toContain('johnson')
    expect(wordsOneSlipAway('jonson')).not.toContain('jackson')
  })
})

describe('the words of a query', () => {
  it.each([
    ['Иванов  Пётр', [['иванов'], ['петр']]],
    ['8 (916) 123-45-67', [['89161234567', '9161234567']]],
    ['+1 (555) 100-01-23', [['15551000123']]],
    ['12.03.2024', [['12032024', '12 03 2024']]],
    ['7707083893', [['7707083893', '707083893']]],
    ['иванов 8 916 123-45-67', [['89161234567', '9161234567'], ['иванов']]],
    ['ivan@mail.ru', [['ivan mail ru']]],
    ['Д-2024/15', [['д 2024 15']]],
    ['Анна-Мария', [['анна'], ['мария']]],
    ["O'Brien", [['o brien']]],
    ['«Ромашка»', [['ромашка']]],
    ['%', []],
    ['___', []],
    ['  ', []],
  ])('of %s are %j', (query, words) => {
    expect(searchWords(query).map(({ typed }) => typed)).toEqual(words)
  })

  it('are eight at most, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const words = searchWords(query)
        expect(words.length).toBeLessThanOrEqual(8)
        for (const { typed } of words) for (const form of typed) expect(searchableText(form)).toBe(form)
      }),
    )
  })
})

describe('marks', () => {
  it('show where the words are, and numbers however they are printed', () => {
    const shown = (text: string, words: string[]) =>
      marksIn(text, words).map(([from, until]) => text.slice(from, until))
    expect(shown('Пётр Иванов', ['иван', 'петр'])).toEqual(['Пётр', 'Иван'])
    expect(shown('+7 916 123-45-67', ['9161234567'])).toEqual(['916 123-45-67'])
    expect(shown('+7 916 123-45-67', ['4567'])).toEqual(['45-67'])
    expect(shown('Мария-Анна', ['анна'])).toEqual(['Анна'])
    expect(shown('Ромашка', ['иван'])).toEqual([])
  })

  it('are in order, apart and inside the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string({ minLength: 1, maxLength: 3 })),
        (text, words) => {
          let end = -1
          for (const [from, until] of marksIn(text, words.map(searchableText))) {
            expect(from).toBeGreaterThan(end)
            expect(until).toBeGreaterThan(from)
            expect(until).toBeLessThanOrEqual(text.length + 1)
            end = until
          }
        },
      ),
    )
  })
})
