import { expect, it } from 'vitest'
import { defineEntity } from '../../../kernel/entities/entity.ts'
import { f } from '../../../kernel/fields/f.ts'
import type { RecordScreens } from '../screens.ts'
import { shippedLayout, wholeLayout } from './whole-layout.ts'

const boat = defineEntity({
  name: 'boat',
  table: 'boats',
  title: 'name',
  fields: { name: f.text({ required: true }), mast: f.integer(), sail: f.text(), keel: f.text() },
})

const screens: RecordScreens = {
  entity: boat,
  icon: 'object',
  layouts: ['list'],
  views: [],
  sort: [],
  columns: [],
  card: [],
  tells: [],
  sections: [
    { id: 'main', fields: ['name', 'mast', 'gone'] },
    { id: 'system', fields: ['createdAt'] },
  ],
  complete: [],
  create: { fields: ['name'] },
  related: [],
}

const names = (sections: ReturnType<typeof wholeLayout>) =>
  sections.map(({ fields }) => fields.map(({ name }) => name))

it('what nobody has laid out is as declared', () => {
  expect(shippedLayout(screens)).toEqual([
    { id: 'main', fields: [{ name: 'name' }, { name: 'mast', form: 'more' }] },
    { id: 'system', fields: [{ name: 'createdAt' }] },
  ])
})

it('new fields land at the end of the last section, fields of forms without being on the page', () => {
  const stored = {
    sections: [
      { id: 'one', fields: [{ name: 'mast' }] },
      { id: 'two', fields: [] },
    ],
  }
  expect(names(wholeLayout(screens, stored))).toEqual([['mast'], ['name', 'createdAt', 'sail', 'keel']])
  expect(wholeLayout(screens, stored)[1]?.fields.at(-1)).toEqual({ name: 'keel', page: false, form: 'more' })
})

it('what is gone is left out', () => {
  const stored = { sections: [{ id: 'one', fields: [{ name: 'rudder' }, { name: 'sail' }] }] }
  expect(names(wholeLayout(screens, stored))[0]).not.toContain('rudder')
})
