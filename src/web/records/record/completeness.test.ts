import { describe, expect, it } from 'vitest'
import { defineEntity } from '../../../kernel/entities/entity.ts'
import { f } from '../../../kernel/fields/f.ts'
import type { Row } from '../../api/shapes.ts'
import { completenessOf, knowableFields } from './completeness.ts'

const bare: Row = { id: '1', version: 1, createdAt: '', updatedAt: '' }

describe('completeness', () => {
  it('names what is missing in the order asked', () => {
    const row = { ...bare, name: 'Anna', phone: null, email: '', city: 'Omsk' }
    expect(completenessOf(row, ['name', 'phone', 'email', 'city'])).toEqual({
      share: 0.5,
      missing: ['phone', 'email'],
    })
  })

  it('zero and no are values', () => {
    expect(completenessOf({ ...bare, count: 0, flag: false }, ['count', 'flag']).share).toBe(1)
  })

  it('nothing asked is complete', () => {
    expect(completenessOf(bare, [])).toEqual({ share: 1, missing: [] })
  })

  it('is judged by what a person may write', () => {
    const entity = defineEntity({
      name: 'thing',
      table: 'things',
      title: 'name',
      fields: {
        name: f.text(),
        key: f.text({ hidden: true }),
        closedAt: f.dateTime({ readOnly: true }),
        isBig: f.boolean(),
      },
    })
    expect(knowableFields(entity)).toEqual(['name'])
  })
})
