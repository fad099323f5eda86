import { expect, test } from 'vitest'
import { flatten } from './messages.ts'

test('a nested file and a flat one give the same keys', () => {
  expect(flatten({ errors: { 'step.closed': 'a' } })).toEqual({ 'errors.step.closed': 'a' })
  expect(flatten({ errors: { step: { closed: 'a' } } })).toEqual({ 'errors.step.closed': 'a' })
})
