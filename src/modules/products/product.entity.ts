import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** Something one sells. */
export const product = defineEntity({
  name: 'product',
  table: 'products',
  title: 'name',
  importable: true,
  extensible: true,
  fields: {
    name: f.text({ required: true, max: 200, search: true, unique: true }),
    sku: f.text({ max: 60, search: true }),
    category: f.text({ max: 120 }),
    price: f.money({ min: 0 }),
  },
})
