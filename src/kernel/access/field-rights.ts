import { z } from 'zod'
import type { Entity } from '../entities/entity.ts'
import type { Field, FieldLimit } from '../fields/f.ts'
import { isFile } from '../fields/types/file.ts'
import type { Formula } from '../formula/resolve-formula.ts'

/** What a role may do with a field: write it, read it, read it with most of its characters left out, not know it. */
export const fieldLevels = ['edit', 'read', 'masked', 'hidden'] as const
export type FieldLevel = (typeof fieldLevels)[number]

/** What a role may not do with fields: noun → field → limit. What is not named may be edited. */
export type FieldLimits = Record<string, Record<string, FieldLimit>>

const name = z.string().min(1).max(60)
/** Most fields of a noun a role is limited in, and most such nouns. */
const most = { fields: 500, nouns: 200 }

export const fieldLimitsShape: z.ZodType<FieldLimits> = z
  .record(
    name,
    z
      .record(name, z.enum(['read', 'masked', 'hidden']))
      .refine((fields) => Object.keys(fields).length <= most.fields),
  )
  .refine((nouns) => Object.keys(nouns).length <= most.nouns)

/** What the product itself works by: without it a record could be neither found, owned nor worked on. */
const needed = new Set([
  'status',
  'nextStep',
  'nextStepDueAt',
  'closedAt',
  'closeReason',
  'pipeline',
  'stage',
  'stageSince',
  'tags',
  'createdAt',
  'updatedAt',
])

/**
 * Whether a role can be limited in a field: fields of customers and work, but for their title, owner and state, and those
 * other nouns name; parts of a field go with the whole.
 */
export function canBeLimited(entity: Entity, field: string): boolean {
  if (entity.limitable.includes(field)) return true
  return (
    entity.extensible &&
    Object.hasOwn(entity.fields, field) &&
    field !== entity.title &&
    field !== entity.ownerField &&
    !entity.fields[field]!.partOf &&
    !needed.has(field)
  )
}

const maskedTypes: readonly string[] = ['phone', 'email', 'url', 'text', 'longText', 'richText']

/** Whether something of a value can be shown without telling it; a number or a day is known or not. */
export function canBeMasked(field: Field): boolean {
  return (maskedTypes.includes(field.type.name) || isFile(field)) && !field.computed
}

/**
 * The nouns as somebody with these limits has them: each limited field says so. What cannot be masked is hidden, and so
 * is what is computed from anything he does not know.
 */
export function limitedEntities(entities: readonly Entity[], limits: FieldLimits): Entity[] {
  const byName = new Map(entities.map((entity) => [entity.name, entity]))
  const own = (noun: string, field: string) => ownLimit(byName.get(noun), field, limits)
  return entities.map((entity) => {
    const limited = Object.entries(entity.fields).flatMap(([name, field]): [string, Field][] => {
      const isTold = field.computed !== undefined && isComputedFromUnknown(field.computed, entity.name, own)
      const limit = isTold ? 'hidden' : own(entity.name, name)
      return limit ? [[name, { ...field, limit }]] : []
    })
    if (limited.length === 0) return entity
    // Without a prototype, as defineEntity makes it.
    const fields = Object.assign(Object.create(null), entity.fields, Object.fromEntries(limited))
    return { ...entity, fields }
  })
}

/** The limits of nouns made by `limitedEntities`, formulas among them. */
export function limitsOf(entities: readonly Entity[]): FieldLimits {
  return Object.fromEntries(
    entities.flatMap(({ name, fields }) => {
      const limited = Object.entries(fields).flatMap(([field, { limit }]) => (limit ? [[field, limit]] : []))
      return limited.length > 0 ? [[name, Object.fromEntries(limited)]] : []
    }),
  )
}

/** A part of a field is as limited as the whole. */
function ownLimit(entity: Entity | undefined, name: string, limits: FieldLimits): FieldLimit | undefined {
  const field = entity?.fields[name]?.partOf ?? name
  const said = entity && Object.hasOwn(limits, entity.name) ? limits[entity.name] : undefined
  const limit = said && Object.hasOwn(said, field) ? said[field] : undefined
  if (!entity || !limit || !canBeLimited(entity, field)) return undefined
  return limit === 'masked' && !canBeMasked(entity.fields[field]!) ? 'hidden' : limit
}

type OwnLimit = (noun: string, field: string) => FieldLimit | undefined

function isComputedFromUnknown(formula: Formula, noun: string, own: OwnLimit): boolean {
  const isUnknown = (of: string, field: string) => ['masked', 'hidden'].includes(own(of, field) ?? '')
  const within = (part: Formula | null, of: string) => part !== null && isComputedFromUnknown(part, of, own)
  switch (formula.node) {
    case 'literal':
      return false
    case 'call':
      return formula.args.some((part) => within(part, noun))
    case 'field': {
      const end = formula.hops.at(-1)?.to.name ?? noun
      return (
        formula.hops.some((hop) => isUnknown(hop.from.name, hop.name)) ||
        isUnknown(end, formula.name) ||
        within(formula.field.computed ?? null, end)
      )
    }
    case 'rollUp': {
      const of = formula.entity.name
      return isUnknown(of, formula.by) || within(formula.value, of) || within(formula.where, of)
    }
  }
}
