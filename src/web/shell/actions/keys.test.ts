import { describe, expect, test } from 'vitest'
import { combinationsOf, isSingleKey, normalise, type Press } from './keys.ts'

function press(key: string, code: string, modifiers: Partial<Press> = {}): Press {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }
}

// What a US and a Russian keyboard report for the same finger.
const letters = 'abcdefghijklmnopqrstuvwxyz'
const russian = 'фисвуапршолдьтщзйкыегмцчня'

describe('letters', () => {
  test('every letter means the same in the Latin and the Cyrillic layout', () => {
    for (const [index, letter] of [...letters].entries()) {
      const code = `Key${letter.toUpperCase()}`
      const cyrillic = [...russian][index] ?? ''
      expect(combinationsOf(press(letter, code), false)).toEqual([letter])
      expect(combinationsOf(press(cyrillic, code), false)).toEqual([letter])
      expect(combinationsOf(press(cyrillic.toUpperCase(), code, { shiftKey: true }), false)).toEqual([
        `Shift+${letter}`,
      ])
    }
  })

  test('a Latin letter is the one typed, wherever its key lies', () => {
    expect(combinationsOf(press('a', 'KeyQ'), false)).toEqual(['a'])
  })

  test('Mod is Ctrl, on a Mac the command key', () => {
    expect(combinationsOf(press('л', 'KeyK', { ctrlKey: true }), false)).toEqual(['Mod+k'])
    expect(combinationsOf(press('k', 'KeyK', { metaKey: true }), true)).toEqual(['Mod+k'])
    expect(combinationsOf(press('k', 'KeyK', { ctrlKey: true }), true)).toEqual([])
  })
})

describe('digits and punctuation', () => {
  test('a digit with Shift is the digit whatever sign it types', () => {
    expect(combinationsOf(press('1', 'Digit1'), false)).toEqual(['1'])
    expect(combinationsOf(press('!', 'Digit1', { shiftKey: true }), false)).toContain('Shift+1')
    expect(combinationsOf(press('"', 'Digit2', { shiftKey: true }), false)).toContain('Shift+2')
  })

  test('the slash key is slash in both layouts', () => {
    expect(combinationsOf(press('/', 'Slash'), false)).toContain('/')
    expect(combinationsOf(press('.', 'Slash'), false)).toContain('/')
  })

  test('a question mark is one in both layouts', () => {
    expect(combinationsOf(press('?', 'Slash', { shiftKey: true }), false)).toContain('?')
    expect(combinationsOf(press('?', 'Digit7', { shiftKey: true }), false)).toContain('?')
    expect(combinationsOf(press(',', 'Slash', { shiftKey: true }), false)).toContain('?')
  })

  test('brackets are found under Cyrillic letters by their key', () => {
    expect(combinationsOf(press('[', 'BracketLeft'), false)).toContain('[')
    expect(combinationsOf(press('х', 'BracketLeft'), false)).toContain('[')
  })

  test('named keys keep their names', () => {
    expect(combinationsOf(press('ArrowRight', 'ArrowRight', { shiftKey: true }), false)).toEqual([
      'Shift+ArrowRight',
    ])
    expect(combinationsOf(press(' ', 'Space'), false)).toEqual(['Space'])
    expect(combinationsOf(press('Enter', 'Enter', { ctrlKey: true }), false)).toEqual(['Mod+Enter'])
  })
})

test('spellings of a combination become one', () => {
  expect(normalise('shift+mod+Z')).toBe('Mod+Shift+z')
  expect(normalise('G T')).toBe('g t')
  expect(normalise('?')).toBe('?')
})

test('a chord of letters counts as single keys, a combination with Mod does not', () => {
  expect(isSingleKey('g t')).toBe(true)
  expect(isSingleKey('Shift+n')).toBe(true)
  expect(isSingleKey('Mod+k')).toBe(false)
})
