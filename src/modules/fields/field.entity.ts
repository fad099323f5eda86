import { z } from 'zod'
import { namedShape } from '../../kernel/entities/custom-model.ts'
import { customTypeNames } from '../../kernel/entities/custom-types.ts'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** A field the workspace has added to a noun. Verbs write it, together with its column. */
export const customField = defineEntity({
  name: 'customField',
  table: 'custom_fields',
  title: 'name',
  softDelete: false,
  rightsObject: 'settings',
  fields: {
    entity: f.text({ required: true, max: 60, readOnly: true }),
    name: f.text({ required: true, max: 40, readOnly: true }),
    type: f.choice(customTypeNames, { required: true, readOnly: true }),
    names: f.json(namedShape, { required: true, readOnly: true }),
    help: f.json(namedShape, { readOnly: true }),
    required: f.boolean({ required: true, readOnly: true, default: false }),
    isUnique: f.boolean({ required: true, readOnly: true, default: false }),
    initial: f.json(z.unknown(), { readOnly: true }),
    options: f.json(z.record(z.string(), z.unknown()), { required: true, readOnly: true }),
    position: f.integer({ required: true, readOnly: true, default: 0 }),
    archivedAt: f.dateTime({ readOnly: true }),
  },
})

/** A noun the workspace has added. Verbs write it, together with its table. */
export const customObject = defineEntity({
  name: 'customObject',
  table: 'custom_objects',
  title: 'name',
  softDelete: false,
  rightsObject: 'settings',
  fields: {
    name: f.text({ required: true, max: 40, readOnly: true }),
    one: f.json(namedShape, { required: true, readOnly: true }),
    many: f.json(namedShape, { required: true, readOnly: true }),
    position: f.integer({ required: true, readOnly: true, default: 0 }),
    archivedAt: f.dateTime({ readOnly: true }),
  },
})
