import { describe, expect, it } from 'vitest'
import { withCustomModel } from '../entities/computed-fields.ts'
import type { CustomField, CustomModel } from '../entities/custom-model.ts'
import { defineEntity } from '../entities/entity.ts'
import { type Field, f } from '../fields/f.ts'
import {
  canBeLimited,
  type FieldLimits,
  fieldLimitsShape,
  limitedEntities,
  limitsOf,
} from './field-rights.ts'
import { shownValue } from './mask.ts'

const firm = defineEntity({
  name: 'firm',
  table: 'firms',
  title: 'name',
  ownerField: 'owner',
  extensible: true,
  fields: {
    name: f.text({ required: true }),
    phone: f.phone(),
    staff: f.integer(),
    owner: f.ref('user'),
  },
})
const sale = defineEntity({
  name: 'sale',
  table: 'sales',
  title: 'title',
  extensible: true,
  fields: { title: f.text({ required: true }), firm: f.ref('firm'), amount: f.money(), email: f.email() },
})
const user = defineEntity({
  name: 'user',
  table: 'users',
  title: 'name',
  fields: { name: f.text(), phone: f.phone() },
})

const computed = (entity: string, name: string, formula: string): CustomField => ({
  id: name,
  entity,
  name,
  type: 'formula',
  names: { en: name },
  help: null,
  required: false,
  unique: false,
  default: null,
  options: { formula, digits: 2, isPercent: false },
})
const rollUp = (name: string, value: string): CustomField => ({
  ...computed('firm', name, ''),
  type: 'rollUp',
  options: { relation: 'sales', aggregate: 'sum', value, where: null, digits: 2, isPercent: false },
})
const model: CustomModel = {
  version: 1,
  objects: [],
  layouts: [],
  fields: [
    computed('firm', 'x_double', 'staff * 2'),
    computed('firm', 'x_more', 'x_double + 1'),
    computed('sale', 'x_staff', 'firm.staff'),
    computed('sale', 'x_title', 'title'),
    rollUp('x_sold', 'amount'),
  ],
}
const nouns = withCustomModel([firm, sale, user], model)
const limited = (limits: FieldLimits) => limitsOf(limitedEntities(nouns, limits))

describe('limits', () => {
  it('stand in the fields of the nouns they are of, and leave the others as they are', () => {
    const [first, second, third] = limitedEntities(nouns, { sale: { email: 'masked', amount: 'read' } })
    expect(first).toBe(nouns[0])
    expect(third).toBe(nouns[2])
    expect(second!.fields.email).toMatchObject({ limit: 'masked', type: { name: 'email' } })
    expect(second!.fields.amount!.limit).toBe('read')
    expect(second!.fields.title!.limit).toBeUndefined()
  })

  it('hide what cannot be masked', () =>
    expect(limited({ sale: { amount: 'masked' } })).toEqual({
      sale: { amount: 'hidden' },
      firm: { x_sold: 'hidden' },
    }))

  it('hide what is computed from something unknown, through links, formulas and summaries', () => {
    expect(limited({ firm: { staff: 'hidden' } })).toEqual({
      firm: { staff: 'hidden', x_double: 'hidden', x_more: 'hidden' },
      sale: { x_staff: 'hidden' },
    })
    expect(limited({ sale: { firm: 'hidden' } })).toEqual({
      sale: { firm: 'hidden', x_staff: 'hidden' },
      firm: { x_sold: 'hidden' },
    })
  })

  it('of reading only leave formulas alone', () =>
    expect(limited({ firm: { staff: 'read' } })).toEqual({ firm: { staff: 'read' } }))

  it('of what the product works by, of other nouns and of fields there are not mean nothing', () => {
    const nonsense = {
      firm: { name: 'hidden', owner: 'hidden', createdAt: 'hidden', tags: 'hidden', x_gone: 'hidden' },
      user: { phone: 'hidden' },
      constructor: { name: 'hidden' },
    }
    expect(limited(nonsense as unknown as FieldLimits)).toEqual({})
    expect(canBeLimited(firm, 'toString')).toBe(false)
  })

  it('are read from outside in bounds', () => {
    expect(fieldLimitsShape.safeParse({ sale: { amount: 'edit' } }).success).toBe(false)
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`x_${at}`, 'read']))
    expect(fieldLimitsShape.safeParse({ sale: many }).success).toBe(false)
    expect(fieldLimitsShape.safeParse({ sale: { amount: 'hidden' } }).success).toBe(true)
  })
})

describe('a masked value', () => {
  const shown = (field: Field, value: string) => shownValue({ ...field, limit: 'masked' }, value)

  it.each([
    ['+79161234510', '+7 916 •••-••-10'],
    ['+79161234510;ext=12', '+7 916 •••-••-10'],
    ['+442079460958', '+44 20 •••• ••58'],
    ['+12133734253', '+1 213 ••• ••53'],
    ['+3725123456', '+372 ••• ••56'],
  ])('of the phone %s is %s', (phone, masked) => expect(shown(f.phone(), phone)).toBe(masked))

  it.each([
    ['ivan@example.com', 'i•••@example.com'],
    ['i@example.com', '•••@example.com'],
  ])('of the e-mail %s is %s', (email, masked) => expect(shown(f.email(), email)).toBe(masked))

  it.each([
    ['Omsk', '•••'],
    ['7701234567', '•••67'],
    ['Ночь😀', '•••ь😀'],
  ])('of the text %s is %s', (text, masked) =>
    expect(shownValue({ ...f.text(), limit: 'masked' }, text)).toBe(masked),
  )

  it('of nothing is nothing, and of a hidden one always', () => {
    expect(shownValue({ ...f.phone(), limit: 'masked' }, null)).toBeNull()
    expect(shownValue({ ...f.phone(), limit: 'hidden' }, '+79161234510')).toBeNull()
    expect(shownValue({ ...f.phone(), limit: 'read' }, '+79161234510')).toBe('+79161234510')
  })
})
