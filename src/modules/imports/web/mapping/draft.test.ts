import { describe, expect, test } from 'vitest'
import { type ImportFile, importSettingsShape } from '../../index.ts'
import { draftFor, withColumn, withFile, withKind, withValue } from './draft.ts'

function fileWith(headings: string[], sample: string[][] = []): ImportFile {
  return {
    size: 1,
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    sheets: [],
    sheet: null,
    headerRow: 1,
    headings,
    sample,
    estimatedRows: sample.length,
  }
}

const people = fileWith(
  ['Имя', 'Телефон', 'E-mail', 'Любимый цвет'],
  [['Анна', '+7 916 123-45-67', 'a@x.ru', 'синий']],
)

describe('settings for a new file', () => {
  test('ask nothing when the headings are known', () => {
    const draft = draftFor(people, 'lead')
    expect(draft.columns).toMatchObject({ Имя: 'name', Телефон: 'phone', 'E-mail': 'email' })
    expect(draft.match).toEqual(['phone', 'email'])
    expect(draft.titleTemplate).toBeUndefined()
  })

  test('keep what they do not understand in the description', () => {
    expect(draftFor(people, 'lead').columns['Любимый цвет']).toBe('description')
  })

  test('put a title together when no column holds one', () => {
    expect(draftFor(fileWith(['account', 'product', 'close_value']), 'deal').titleTemplate).toBe(
      '{product} · {account}',
    )
  })
})

describe('a column', () => {
  const file = fileWith(['a', 'b', 'c'])
  const draft = importSettingsShape.parse({
    entity: 'lead',
    columns: { a: 'phone', b: 'description' },
    match: ['phone'],
  })

  test('takes a target over, and the former one is kept as text', () => {
    const taken = { ...draft, columns: { ...draft.columns, a: 'companyName' } }
    expect(withColumn(file, taken, 'c', 'companyName').columns).toEqual({
      a: 'description',
      b: 'description',
      c: 'companyName',
    })
  })

  test('shares a target that takes many', () => {
    expect(withColumn(file, draft, 'c', 'phone').columns).toMatchObject({ a: 'phone', c: 'phone' })
    expect(withColumn(file, draft, 'c', 'description').columns).toEqual({
      a: 'phone',
      b: 'description',
      c: 'description',
    })
  })

  test('that is skipped no longer tells duplicates', () => {
    expect(withColumn(file, draft, 'a', null)).toMatchObject({ columns: { b: 'description' }, match: [] })
  })

  test('that can tell duplicates does so', () => {
    expect(withColumn(file, draft, 'b', 'email').match).toEqual(['phone', 'email'])
  })
})

test('another kind of records guesses columns anew and keeps what was chosen about people', () => {
  const owner = { mode: 'one', user: '01890000-0000-7000-8000-000000000001' } as const
  const draft = withKind(people, { ...draftFor(people, 'lead'), owner, encoding: 'windows-1251' }, 'contact')
  expect(draft).toMatchObject({ entity: 'contact', owner, encoding: 'windows-1251' })
})

test('a file read anew with the same headings keeps its columns', () => {
  const draft = withColumn(people, draftFor(people, 'lead'), 'Любимый цвет', null)
  expect(withFile({ ...people, encoding: 'windows-1251' }, people, draft).columns).toEqual(draft.columns)
  expect(withFile(fileWith(['Фирма', 'Тел.']), people, draft).columns).toEqual({
    Фирма: 'companyName',
    'Тел.': 'phone',
  })
})

test('a text gets a meaning and loses it', () => {
  const draft = withValue(draftFor(people, 'lead'), 'stage', 'Engaging', 'Новая заявка')
  expect(draft.values).toEqual({ stage: { Engaging: 'Новая заявка' } })
  expect(withValue(draft, 'stage', 'Engaging', null).values).toEqual({ stage: {} })
})
