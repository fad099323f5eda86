import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formulaProblems } from '../formula/formula-problem.ts'
import { errors } from './errors.ts'
import en from './locales/en.json' with { type: 'json' }
import ru from './locales/ru.json' with { type: 'json' }

const english: Record<string, string> = en.errors
const russian: Record<string, string> = ru.errors
const paramsOf = (sentence = '') => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe('sentences of errors', () => {
  it.each(Object.keys(errors))('%s is said in both languages', (code) => {
    expect(english[code]).toMatch(/\.$/)
    expect(russian[code]).toMatch(/\.$/)
  })

  it('are the same set with the same parameters in both languages', () => {
    expect(Object.keys(russian)).toEqual(Object.keys(english))
    for (const key of Object.keys(english))
      expect(paramsOf(russian[key]), key).toEqual(paramsOf(english[key]))
  })

  it('are there for everything the code finds wrong with a value', async () => {
    const source = join(import.meta.dirname, '../..')
    const files = (await readdir(source, { recursive: true })).filter(
      (path) => /\.tsx?$/.test(path) && !path.includes('.test.'),
    )
    const texts = await Promise.all(files.map((path) => readFile(join(source, path), 'utf8')))
    const used = new Set(
      texts.flatMap((text) => [...text.matchAll(/'(value\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, key]) => key!)),
    )
    expect(used.size).toBeGreaterThan(10)
    expect([...used].filter((key) => !(key in english))).toEqual([])
  })

  it('belong to codes that exist', () => {
    const known = [...Object.keys(errors), ...formulaProblems.map((code) => `formula.${code}`)]
    const codes = Object.keys(english).filter((key) => !key.startsWith('value.'))
    expect(codes.toSorted()).toEqual(known.toSorted())
  })
})
