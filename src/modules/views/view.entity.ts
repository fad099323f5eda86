import { z } from 'zod'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'
import { footerKinds } from '../../kernel/queries/summary.ts'

/** What a saved view remembers; the same members stand in the address of a list. */
export const viewShape = z.object({
  layout: z.enum(['list', 'board', 'calendar']).default('list'),
  filter: z.unknown().optional(),
  sort: z.array(z.string().max(80)).max(3).optional(),
  columns: z
    .array(z.object({ field: z.string().max(60), width: z.int().min(40).max(800).optional() }))
    .max(60)
    .optional(),
  pipeline: z.uuid().optional(),
  by: z.string().max(60).optional().describe('The field a list is grouped by; the columns of a board'),
  lanes: z.string().max(60).optional().describe('The field whose values are the lanes of a board'),
  sum: z.string().max(60).optional().describe('The field added up in groups and columns'),
  day: z.string().max(60).optional().describe('The field by which records stand in a calendar'),
  footers: z.record(z.string().max(60), z.enum(footerKinds)).optional(),
})

/**
 * A saved view of a list or board. A default one is what the list begins with: for its owner, the owner's team, or
 * everyone (of a role), as it is shared.
 */
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
    isPinned: f.boolean({ required: true, default: false }),
    position: f.integer({ min: 0, max: 10_000 }),
    isDefault: f.boolean({ required: true, default: false }),
    role: f.ref('role'),
    owner: f.ref('user', { readOnly: true }),
  },
})
