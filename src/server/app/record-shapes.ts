import { z } from 'zod'
import { nextStepShape } from '../../kernel/commands/batch.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { StepOnRow } from '../records/read.ts'
import { createShape, fieldSchema } from '../records/validate.ts'

// An address that asks for something unknown (`page=2`, `email=…`) would get an answer to another question.
export const shownQuery = z.strictObject({
  fields: z.string().max(4000).optional().describe('Field names; the others are left out: `name,amount`'),
  expand: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'References whose records come along in `included`, at most 10 ways of 3 steps: `company,contact.company`',
    ),
})

export const listQuery = shownQuery.extend({
  filter: z.string().max(20_000).optional().describe('Filter tree as JSON'),
  sort: z.string().max(200).optional().describe('Field names, `-` in front for descending: `-amount,title`'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().max(200).optional().describe('Words to find'),
})

export const createQuery = z.strictObject({
  duplicates: z
    .enum(['allow', 'refuse'])
    .default('allow')
    .describe('`refuse`: 409 `record.duplicate` with the candidates when the record looks like one there is'),
})

export const titlesShape = z
  .record(z.string(), z.string())
  .describe('Names of the records that refs point at, by id')

export const includedShape = z
  .record(z.string(), z.looseObject({ entity: z.string(), id: z.uuid(), version: z.int() }))
  .optional()
  .describe('Records that `expand` leads to, by id, as far as the caller may read them')

/** A record on the API: id, version and every field, null when empty. */
export function recordShape(entity: Entity): z.ZodObject {
  const shape: Record<string, z.ZodType> = { id: z.uuid(), version: z.int() }
  for (const [name, field] of Object.entries(entity.fields))
    shape[name] = fieldSchema({ ...field, required: false })
  if (entity.worked) shape.step = stepShape.nullable().describe('The open next step')
  return z.object(shape)
}

const stepShape = z.object({
  id: z.uuid(),
  kind: z.uuid(),
  title: z.string().nullable(),
  dueAt: z.iso.datetime(),
  owner: z.uuid(),
  attempt: z.int(),
  postponements: z.int(),
}) satisfies z.ZodType<StepOnRow>

/** A page of a list. */
export function pageShape(record: z.ZodObject) {
  return z.object({
    items: z.array(record),
    titles: titlesShape,
    included: includedShape,
    nextCursor: z.string().nullable(),
    total: z.object({ count: z.int(), exact: z.boolean() }).nullable().describe('Of the first page only'),
    shownFor: z
      .string()
      .nullable()
      .describe('The words of q as they were understood, where nothing was found for them as typed'),
  })
}

/** What a record is created from: its fields, and the first step where it is worked. */
export function createBody(entity: Entity): z.ZodObject {
  return z.looseObject({
    ...createShape(entity).shape,
    ...(entity.worked && { nextStep: nextStepShape.optional() }),
  })
}
