import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { flatten } from '../../src/web/text/messages.ts'

const sources = path.join(import.meta.dirname, '../../src')
const rooms = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(path.join('locales', 'en.json')))
  .map((file) => path.dirname(file).replaceAll('\\', '/'))

const wordsOf = (room: string, language: string) =>
  flatten(JSON.parse(readFileSync(path.join(sources, room, `${language}.json`), 'utf8')))

test('the words of all modules are found', () => expect(rooms.length).toBeGreaterThan(20))

describe.each(rooms)('the words of %s', (room) => {
  const english = wordsOf(room, 'en')
  const russian = wordsOf(room, 'ru')
  const base = (key: string) => key.replace(/_(one|few|many|other)$/, '')
  const paramsOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

  test('are the same set in both languages', () => {
    const keysOf = (words: object) => [...new Set(Object.keys(words).map(base))].sort()
    expect(keysOf(russian)).toEqual(keysOf(english))
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
