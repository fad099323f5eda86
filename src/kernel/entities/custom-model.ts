import { z } from 'zod'
import { type Field, f } from '../fields/f.ts'
import { type CustomType, customTypeNames, customTypes, isComputedType } from './custom-types.ts'
import { defineEntity, type Entity } from './entity.ts'
import type { Layout } from './layout-shape.ts'

/** A word of the workspace's own in the languages it was given in; at least one. */
export type Named = Partial<Record<'en' | 'ru', string>>

/** A word in the languages of the product: one of them is enough. */
export const namedShape = z
  .strictObject({
    en: z.string().trim().min(1).max(80).optional(),
    ru: z.string().trim().min(1).max(80).optional(),
  })
  .refine(({ en, ru }) => en !== undefined || ru !== undefined)

/** A field the workspace has added to a noun: a column of its own in the noun's table. */
export interface CustomField {
  id: string
  /** Noun it belongs to: `deal`. */
  entity: string
  /** Name on the API and of the column: `x_colour`. Never changes. */
  name: string
  type: CustomType
  names: Named
  help: Named | null
  required: boolean
  unique: boolean
  default: unknown
  /** Of its type: the choices, the noun a link leads to, digits after the point. */
  options: Record<string, unknown>
  /** What its columns are called since it got another type. */
  column?: string
  /** What it was before, the oldest first. */
  former?: readonly { until: string; type: CustomType; options: Record<string, unknown> }[]
}

/** A noun the workspace has added: a table of its own. */
export interface CustomObject {
  id: string
  /** Name of the noun, its table and its path on the API: `x_vehicle`. */
  name: string
  one: Named
  many: Named
}

/** What a workspace has added to the shipped nouns; what is archived is not among it. */
export interface CustomModel {
  /** Grows by one with every change. */
  version: number
  objects: readonly CustomObject[]
  fields: readonly CustomField[]
  /** How it lays out the fields of its nouns; those without one are laid out as shipped. */
  layouts: readonly Layout[]
}

/** The model on the API. */
export const customModelShape = z.object({
  version: z.int(),
  objects: z
    .array(z.object({ id: z.uuid(), name: z.string(), one: namedShape, many: namedShape }))
    .readonly(),
  fields: z
    .array(
      z.object({
        id: z.uuid(),
        entity: z.string(),
        name: z.string(),
        type: z.enum(customTypeNames),
        names: namedShape,
        help: namedShape.nullable(),
        required: z.boolean(),
        unique: z.boolean(),
        default: z.unknown(),
        options: z.record(z.string(), z.unknown()),
        column: z.string().optional(),
        former: z
          .array(
            z.object({
              until: z.string(),
              type: z.enum(customTypeNames),
              options: z.record(z.string(), z.unknown()),
            }),
          )
          .readonly()
          .optional()
          .describe('The types it had before, with the moment each ended'),
      }),
    )
    .readonly(),
})

export const noCustomModel: CustomModel = { version: 0, objects: [], fields: [], layouts: [] }

/** The word for a reader: in his language, or in the one it was given in. */
export function wordOf(named: Named, locale: 'en' | 'ru'): string {
  return named[locale] ?? named.en ?? named.ru ?? ''
}

/** A field of the workspace as any other field; one that is computed is made by `addComputedFields`. */
export function fieldOf({ type, options, ...field }: CustomField): Field {
  if (isComputedType(type)) throw new Error(`a field of type ${type} needs its formula`)
  const { names, required, unique, default: initial, column, former } = field
  const before = former?.map((one) => ({
    until: one.until,
    field: fieldOf({ ...field, ...one, former: undefined }),
  }))
  const traits = { called: names, required, unique, default: initial ?? undefined, column, former: before }
  return customTypes[type].field(options, traits)
}

/** Every noun of a workspace has a name, an owner and the rights of its own. */
export function entityOfObject(name: string): Entity {
  return defineEntity({
    name,
    table: name,
    title: 'name',
    ownerField: 'owner',
    importable: true,
    extensible: true,
    fields: {
      name: f.text({ required: true, max: 200, search: true }),
      owner: f.ref('user'),
    },
  })
}
