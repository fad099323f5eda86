import { describe, expect, test } from 'vitest'
import en from '../locales/en.json' with { type: 'json' }
import ru from '../locales/ru.json' with { type: 'json' }
import { flatten } from './messages.ts'

test('a nested file and a flat one give the same keys', () => {
  expect(flatten({ errors: { 'step.closed': 'a' } })).toEqual({ 'errors.step.closed': 'a' })
  expect(flatten({ errors: { step: { closed: 'a' } } })).toEqual({ 'errors.step.closed': 'a' })
})

describe('the words of the platform', () => {
  const english = flatten(en)
  const russian = flatten(ru)
  const base = (key: string) => key.replace(/_(one|few|many|other)$/, '')
  const paramsOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

  test('are the same set in both languages', () => {
    expect([...new Set(Object.keys(russian).map(base))]).toEqual([...new Set(Object.keys(english).map(base))])
  })

  test('have every plural form of their language', () => {
    const counted = [
      ...new Set(
        Object.keys(english)
          .filter((key) => key !== base(key))
          .map(base),
      ),
    ]
    for (const key of counted) {
      for (const form of ['one', 'other']) expect(english, key).toHaveProperty([`${key}_${form}`])
      for (const form of ['one', 'few', 'many', 'other'])
        expect(russian, key).toHaveProperty([`${key}_${form}`])
    }
  })

  test('take the same parameters', () => {
    for (const [key, text] of Object.entries(english)) {
      if (russian[key]) expect(paramsOf(russian[key]), key).toEqual(paramsOf(text))
    }
  })
})
