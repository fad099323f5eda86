import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import en from '../errors/locales/en.json' with { type: 'json' }
import type { TextEnv } from '../fields/field-type.ts'
import { htmlOf } from '../text/rich-text.ts'
import { becomes, conversionOf, type Names, type Side } from './conversions.ts'
import { customTypes, type StoredType } from './custom-types.ts'

const env: TextEnv = { locale: 'ru', timeZone: 'Europe/Moscow', country: 'RU', currency: 'RUB' }
const sentences: Record<string, string> = en.errors
const colours = {
  choices: ['red', 'blue', 'n5'],
  names: { red: { ru: 'Красный' }, blue: { en: 'Blue' }, n5: { ru: '5' } },
}
const optionsOf: Partial<Record<StoredType, object>> = {
  number: { digits: 2 },
  percent: { digits: 2 },
  choice: colours,
  multiChoice: colours,
  autonumber: { prefix: 'T-', digits: 4 },
  link: { to: 'company' },
  links: { to: 'company' },
}
const types = Object.keys(customTypes) as StoredType[]

function side(type: StoredType): Side {
  const { options, field } = customTypes[type]
  return { type, field: field(options.parse(optionsOf[type] ?? {}), {}) }
}

const words = [
  ...['Красный', 'blue', '5', '12,50 ₽', '22.11.2026', '3/4/2026 10:15', 'да', 'нет', '—', '-7'],
  ...['ivan@example.com', '+7 916 123-45-67', 'example.com', 'Красный; Blue', '1e3', '0', '', '100 %'],
]
const texts = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 30 }))
const hundredths = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100)
const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
const values: Record<StoredType, fc.Arbitrary<unknown>> = {
  text: texts.map((text) => text.trim()).filter(Boolean),
  longText: texts.map((text) => `${text}\n${text}`.trim()).filter(Boolean),
  richText: texts.map((text) => htmlOf(`${text}\n ${text}`.trim())).filter(Boolean),
  number: hundredths,
  money: fc.record({ amount: fc.integer(), currency: fc.constantFrom('RUB', 'USD', 'JPY') }),
  percent: hundredths,
  rating: fc.integer({ min: 1, max: 5 }),
  date: days.map((day) => day.toISOString().slice(0, 10)),
  dateTime: days.map((day) => day.toISOString()),
  yesNo: fc.boolean(),
  choice: fc.constantFrom(...colours.choices),
  multiChoice: fc.subarray(colours.choices, { minLength: 1 }),
  email: fc.constantFrom('a@example.com', 'b.c@example.org'),
  phone: fc.constantFrom('+79161234567', '+74951234567;ext=12'),
  url: fc.constantFrom('https://example.com', 'http://a.example/b?c=d'),
  address: fc.record({
    line1: fc.constantFrom('ул. Мира, 5', '1 Main St'),
    city: fc.constantFrom('Москва', 'Paris'),
  }),
  autonumber: fc.integer({ min: 1 }).map((n) => `T-${n}`),
  file: fc.uuid(),
  person: fc.uuid(),
  link: fc.uuid(),
  links: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 }),
}

const pairs = types.flatMap((from) => becomes(from).map((to) => [from, to] as const))

/** Everything there is is called by its id. */
const names: Names = { titleOf: (id) => `No ${id}`, called: (name) => [name.replace('No ', '')] }

describe('a conversion', () => {
  it.each(pairs)(
    'from %s to %s gives what the field takes, or a reason there is a sentence for',
    (from, to) => {
      const target = side(to)
      const convert = conversionOf(side(from), target, env)
      const schema = target.field.type.schema(target.field.options)
      fc.assert(
        fc.property(values[from], (value) => {
          const told = convert(value)
          if (!told.ok) expect(sentences).toHaveProperty([told.error])
          else if (told.value !== null) expect(schema.parse(told.value)).toEqual(told.value)
        }),
      )
    },
  )

  const there = types.filter((type) => becomes(type).includes('text') && becomes('text').includes(type))
  it.each(there.filter((type) => !['longText', 'richText', 'address'].includes(type)))(
    'of %s to a text and back changes nothing',
    (type) => {
      const [one, text] = [side(type), side('text')]
      const [write, read] = [
        conversionOf(one, text, env, undefined, names),
        conversionOf(text, one, env, undefined, names),
      ]
      fc.assert(
        fc.property(values[type], (value) => {
          const written = write(value)
          // A moment is written to the minute.
          const kept = type === 'dateTime' ? `${String(value).slice(0, 16)}:00.000Z` : value
          expect(written.ok && read(written.value)).toEqual({ ok: true, value: kept })
        }),
      )
    },
  )

  it('of a text leads to the one record of the name, to none of several and to nothing unknown', () => {
    const [ann, bob, other] = [1, 2, 3].map((n) => `0197000${n}-0000-7000-8000-000000000000`) as [
      string,
      string,
      string,
    ]
    const known: Record<string, string[]> = { Ann: [ann], Bob: [bob], Twin: [bob, other] }
    const called = (name: string) => known[name] ?? []
    const read = (type: StoredType) =>
      conversionOf(side('text'), side(type), env, undefined, { ...names, called })
    expect(read('person')('  Ann ')).toEqual({ ok: true, value: ann })
    expect(read('links')('Ann; Bob, Ann')).toEqual({ ok: true, value: [ann, bob] })
    expect(read('link')('Twin')).toMatchObject({ ok: false, error: 'value.ambiguous' })
    expect(read('links')('Ann, Nobody')).toMatchObject({
      error: 'value.not-found',
      params: { value: 'Nobody' },
    })
    expect(read('link')(' ')).toEqual({ ok: true, value: null })
  })

  it('of lines to rich text and back changes nothing', () => {
    const [plain, rich] = [side('longText'), side('richText')]
    const [write, read] = [conversionOf(plain, rich, env), conversionOf(rich, plain, env)]
    fc.assert(
      fc.property(values.longText, (value) => {
        const written = write(value)
        expect(written.ok && read(written.value)).toEqual({ ok: true, value })
      }),
    )
  })

  it('takes in the choices it meets, each once, as long as there is room', () => {
    const added: string[] = []
    const target = side('multiChoice')
    const options = target.field.options as { choices: string[] }
    const convert = conversionOf(side('text'), target, env, (name) => {
      if (added.length > 0) return null
      added.push(name)
      options.choices = [...options.choices, 'new']
      return 'new'
    })
    expect(convert('blue, Зелёный')).toEqual({ ok: true, value: ['blue', 'new'] })
    expect(convert('Белый').ok).toBe(false)
    expect(added).toEqual(['Зелёный'])
  })

  it('reads dates and amounts as they are said to be meant', () => {
    const dates = (monthFirst: boolean) =>
      conversionOf(side('text'), side('date'), { ...env, monthFirst })('3/4/2026')
    expect(dates(true)).toEqual({ ok: true, value: '2026-03-04' })
    expect(dates(false)).toEqual({ ok: true, value: '2026-04-03' })
    const amounts = conversionOf(side('number'), side('money'), { ...env, currency: 'JPY' })
    expect(amounts(1200)).toEqual({ ok: true, value: { amount: 1200, currency: 'JPY' } })
  })

  it('is refused between types that have nothing in common', () => {
    expect(becomes('formula')).toEqual([])
    expect(() => conversionOf(side('email'), side('date'), env)).toThrow('email does not become date')
  })
})
