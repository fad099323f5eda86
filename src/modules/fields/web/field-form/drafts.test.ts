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

it('keeps the order of choices, those that are numbers included', () => {
  const keys = ['later', '2027', '2026']
  expect(choiceOptions(keys.map((key) => newChoice(key, { en: key }))).choices).toEqual(keys)
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
    formula: ' 1 + 1 ',
    isPercent: false,
    relation: 'deals',
    aggregate: 'count' as const,
    value: 'amount',
    where: ' ',
  }
  expect(optionsOf({ ...draft, type: 'number' })).toEqual({ digits: 3 })
  expect(optionsOf({ ...draft, type: 'link' })).toEqual({ to: 'contact' })
  expect(optionsOf({ ...draft, type: 'text' })).toEqual({})
  expect(optionsOf({ ...draft, type: 'rollUp' })).toEqual({
    relation: 'deals',
    aggregate: 'count',
    value: null,
    where: null,
    digits: 3,
    isPercent: false,
  })
})
