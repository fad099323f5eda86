import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanCell, guardCell, guardText } from './clean-cell.ts'

it.each(['=1+1', '@SUM(A1)', '+cmd|calc', '-2+3', '\t=1', '\r=1', '＝1', '－1+2', '+7-916-123-45-67'])(
  'keeps %j from being a formula',
  (text) => {
    expect(guardCell(text)).toBe(`'${text.trimStart()}`)
    expect(cleanCell(guardCell(text))).toBe(cleanCell(text))
  },
)

it.each([
  '-5',
  '+7 916 123-45-67',
  '+7 (916) 123-45-67',
  '-1 234,50',
  '+79161234567',
  "O'Neil",
  "'tis",
  'a=b',
])('leaves %j readable', (text) => {
  expect(guardCell(text)).toBe(text)
  expect(cleanCell(text)).toBe(text)
})

it('reads a guarded cell as it would read the cell itself', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', "'", "'=", ' '), fc.string())
      .map((parts) => parts.join('')),
  )
  const same = fc.property(cell, (text) => {
    expect(cleanCell(guardCell(text))).toBe(cleanCell(text))
  })
  fc.assert(same, { numRuns: 2000, examples: [["\r'-"], ['\t=1']] })
})

it('reads a guarded value as the value itself', () => {
  const value = fc.array(fc.constantFrom("'", '=', '+', '-', '@', ' ', '1', 'a', '＝'), { maxLength: 6 })
  const same = fc.property(value, (signs) => {
    const text = signs.join('').trim()
    expect(cleanCell(guardText(text))).toBe(text)
  })
  fc.assert(same, { numRuns: 2000 })
})
