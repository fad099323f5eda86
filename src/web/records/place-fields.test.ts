import { expect, it } from 'vitest'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'
import { placeFields } from './place-fields.ts'

const entity = defineEntity({
  name: 'thing',
  table: 'things',
  title: 'name',
  fields: { name: f.text(), size: f.integer(), pipeline: f.ref('pipeline'), code: f.text({ hidden: true }) },
})

it('a field no section names stands with what tells about the record', () => {
  const sections = [
    { id: 'main', fields: ['name'] },
    { id: 'about', fields: [] },
    { id: 'system', fields: ['createdAt', 'updatedAt'] },
  ]
  expect(placeFields({ entity, sections }).map(({ fields }) => fields)).toEqual([
    ['name'],
    ['size'],
    ['createdAt', 'updatedAt'],
  ])
})

it('or in the first section where there is none about it', () => {
  const sections = [{ id: 'main', fields: ['name'] }]
  expect(placeFields({ entity, sections })).toEqual([{ id: 'main', fields: ['name', 'size'] }])
})
