import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from './fold-text.ts'

describe('foldText', () => {
  it.each([
    ['ЁЛКА', 'елка'],
    ['ООО «Ромашка»', 'ооо «ромашка»'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['STRAẞE', 'straße'],
    ['е\u0308', 'е\u0308'],
  ])('makes of %s %s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('folds a part as it folds the whole', () => {
    const text = fc.string({
      unit: fc.constantFrom('Σ', 'ς', 'σ', 'İ', 'I', '\u0307', 'ё', 'Ё', ' ', 'a', '.', "'"),
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(foldText(a + b)).toBe(foldText(a) + foldText(b))
      }),
    )
  })
})
