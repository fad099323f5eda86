import { expect, it } from 'vitest'
import { cutText, storableText } from './storable.ts'

it('keeps every text that can be stored', () => {
  for (const text of ['', 'ёж', '😀', 'a\tb\nc']) expect(storableText(text)).toBe(text)
})

it('takes out zero characters and puts a sign for half a character', () => {
  expect(storableText('a\0b')).toBe('ab')
  expect(storableText('a\ud83d')).toBe('a\ufffd')
  expect(storableText('\ude00😀')).toBe('\ufffd😀')
})

it('never cuts a character in two', () => {
  expect(cutText('ab😀', 3)).toBe('ab')
  expect(cutText('ab😀', 4)).toBe('ab😀')
  expect(cutText('abc', 2)).toBe('ab')
})
