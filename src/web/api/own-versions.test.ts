import { expect, test } from 'vitest'
import { noteOwnWrite, versionToSend } from './own-versions.ts'

test('writes one after another are no conflict with themselves', () => {
  noteOwnWrite('a', 3, 4)
  noteOwnWrite('a', 4, 5)
  expect(versionToSend('a', 3)).toBe(5)
})

test('a write by others in between is met', () => {
  noteOwnWrite('b', 1, 3)
  expect(versionToSend('b', 1)).toBe(1)
})

test('a record never written here is sent as it was seen', () => {
  expect(versionToSend('c', 7)).toBe(7)
})
