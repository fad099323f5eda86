import { describe, expect, it } from 'vitest'
import {
  addSection,
  changeField,
  isSameLayout,
  moveField,
  moveSection,
  removeSection,
  type Sections,
  stepField,
  withWord,
} from './draft.ts'

const start: Sections = [
  { id: 'main', fields: [{ name: 'title' }, { name: 'amount' }] },
  { id: 'work', fields: [{ name: 'owner' }] },
]
const names = (sections: Sections) => sections.map(({ fields }) => fields.map(({ name }) => name).join(' '))

describe('a field', () => {
  it('goes before another one, or to the end of a section', () => {
    expect(names(moveField(start, 'owner', { section: 'main', before: 'amount' }))).toEqual([
      'title owner amount',
      '',
    ])
    expect(names(moveField(start, 'title', { section: 'work', before: null }))).toEqual([
      'amount',
      'owner title',
    ])
    expect(names(moveField(start, 'title', { section: 'main', before: null }))).toEqual([
      'amount title',
      'owner',
    ])
  })

  it('steps down and up over the borders of sections and stops at the ends', () => {
    let sections = stepField(start, 'title', 1)
    expect(names(sections)).toEqual(['amount title', 'owner'])
    sections = stepField(sections, 'title', 1)
    expect(names(sections)).toEqual(['amount', 'title owner'])
    sections = stepField(stepField(sections, 'title', 1), 'title', 1)
    expect(names(sections)).toEqual(['amount', 'owner title'])
    sections = stepField(stepField(sections, 'title', -1), 'title', -1)
    expect(names(sections)).toEqual(['amount title', 'owner'])
  })

  it('forgets what is said to be nothing', () => {
    const said = changeField(start, 'amount', { requiredAt: ['x'], page: false })
    expect(isSameLayout(said, start)).toBe(false)
    expect(changeField(said, 'amount', { requiredAt: [], page: undefined })[0]?.fields[1]).toEqual({
      name: 'amount',
    })
  })
})

describe('a section', () => {
  it('moves, and leaves its fields to its neighbour when it goes', () => {
    expect(moveSection(start, 'work', 0).map(({ id }) => id)).toEqual(['work', 'main'])
    expect(names(removeSection(start, 'work'))).toEqual(['title amount owner'])
    expect(names(removeSection(start, 'main'))).toEqual(['title amount owner'])
    expect(removeSection([start[0]!], 'main')).toHaveLength(1)
  })

  it('gets a name of its own for the server', () => {
    const one = addSection(start, { en: 'More' })
    expect(addSection(one.sections, { en: 'More' }).id).not.toBe(one.id)
  })
})

it('words are kept in the other language', () => {
  expect(withWord({ en: 'Terms' }, 'ru', 'Условия')).toEqual({ en: 'Terms', ru: 'Условия' })
  expect(withWord({ en: 'Terms' }, 'en', ' ')).toBeUndefined()
})
