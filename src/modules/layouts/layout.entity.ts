import { defineEntity } from '../../kernel/entities/entity.ts'
import { layoutShape } from '../../kernel/entities/layout-shape.ts'
import { f } from '../../kernel/fields/f.ts'

/** How a workspace lays out the fields of a noun: sections, order, who sees what where. Verbs write it. */
export const layout = defineEntity({
  name: 'layout',
  table: 'layouts',
  title: 'entity',
  softDelete: false,
  rightsObject: 'settings',
  fields: {
    entity: f.text({ required: true, max: 60, readOnly: true }),
    config: f.json(layoutShape, { required: true, readOnly: true }),
  },
})
