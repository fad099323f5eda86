import { expect, it } from 'vitest'
import { choiceOptions, newChoice, optionsOf } from './drafts.ts'

it('keeps the keys of choices that are renamed and makes keys for new ones', () => {
  const drafts = [
    newChoice('red', { ru: 'Алый' }),
    newChoice(null, { ru: 'Синий' }),
    newChoice(null, { ru: ' синий ' }),
    newChoice(null, { ru: '  ' }),
  ]
  expect(choiceOptions(drafts)).toEqual({
    choices: ['red', 'siniy', 'siniy_2'],
    names: { red: { ru: 'Алый' }, siniy: { ru: 'Синий' }, siniy_2: { ru: 'синий' } },
  })
})

it('tells a type only what it asks for', () => {
  const draft = {
    names: {},
    help: {},
    required: false,
    unique: false,
    digits: 3,
    prefix: '',
    to: 'contact',
    choices: [],
  }
  expect(optionsOf({ ...draft, type: 'number' })).toEqual({ digits: 3 })
  expect(optionsOf({ ...draft, type: 'link' })).toEqual({ to: 'contact' })
  expect(optionsOf({ ...draft, type: 'text' })).toEqual({})
})
