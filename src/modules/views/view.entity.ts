import { z } from 'zod'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** What a saved view remembers; the same members stand in the address of a list. */
export const viewShape = z.object({
  layout: z.enum(['list', 'board']).default('list'),
  filter: z.unknown().optional(),
  sort: z.array(z.string().max(80)).max(3).optional(),
  columns: z
    .array(z.object({ field: z.string().max(60), width: z.int().min(40).max(800).optional() }))
    .max(60)
    .optional(),
  pipeline: z.uuid().optional(),
})

/** A saved view of a list or board. */
export const view = defineEntity({
  name: 'view',
  table: 'views',
  title: 'name',
  ownerField: 'owner',
  fields: {
    name: f.text({ required: true, max: 80 }),
    entity: f.text({ required: true, max: 40, createOnly: true }),
    config: f.json(viewShape, { required: true }),
    sharing: f.choice(['personal', 'team', 'everyone'], { required: true, default: 'personal' }),
    owner: f.ref('user', { readOnly: true }),
  },
})
