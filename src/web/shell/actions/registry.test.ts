import { expect, test } from 'vitest'
import { type ActiveScope, actionFor } from './registry.ts'

const scope: ActiveScope = {
  id: 'a',
  name: 'list',
  actions: [
    { id: 'search', titleKey: 'shell.search', keys: '/', perform: () => {} },
    { id: 'help', titleKey: 'shell.keys', keys: '?', perform: () => {} },
    { id: 'gone', titleKey: 'shell.close', keys: 'x', visible: false, perform: () => {} },
  ],
}

test('the character typed beats the key it was typed with', () => {
  expect(actionFor(scope, ['?', '/'])?.id).toBe('help')
})

test('a hidden action has no key', () => {
  expect(actionFor(scope, ['x'])).toBeUndefined()
})
