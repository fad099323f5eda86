import { type Field, f } from '../fields/f.ts'

/** A noun of the CRM, described once; tables, REST, OpenAPI, screens, import and rights follow from it. */
export interface Entity<Fields extends Record<string, Field> = Record<string, Field>> {
  /** Singular, camelCase: `deal`. */
  name: string
  /** Table in the workspace schema and path on the API: `deals`. */
  table: string
  fields: Fields
  /** The field a record is called by. */
  title: string
  /** It is the name of a person or a company, by whose sound records are found that may be the same one. */
  named: boolean
  /**
   * Obeys the next-step law: has `status`, `nextStep` and `owner`, and an open record always has exactly one
   * open step.
   */
  worked: boolean
  /** The ref field whose user owns a record; the scopes "own" and "team" are judged by it. Null: no owner. */
  ownerField: string | null
  /** May be brought in from CSV and XLSX. */
  importable: boolean
  /** Its changes are shown on the timelines of the records these ref fields point at. */
  timelineOf: readonly string[]
  /** Ref fields of which one names the record this one is a part of: it comes and goes with it (a step and its deal). */
  partOf: readonly string[]
  /** Deleting keeps the row with `deleted_at`, so it can be restored. */
  softDelete: boolean
  /** Object whose rights guard it; settings-like entities share `settings`. */
  rightsObject: string
  /** A workspace may add fields of its own; its records bear tags. */
  extensible: boolean
  /** Fields a role may be limited in, where a workspace adds none of its own; of others all that the product can do without. */
  limitable: readonly string[]
}

export interface EntityDefinition<Fields extends Record<string, Field>> {
  name: string
  table: string
  fields: Fields
  title: string
  named?: boolean
  worked?: boolean
  ownerField?: string
  importable?: boolean
  timelineOf?: readonly string[]
  partOf?: readonly string[]
  softDelete?: boolean
  rightsObject?: string
  extensible?: boolean
  limitable?: readonly string[]
}

/** Fields every record has; the platform writes them. */
export const systemFields = {
  createdAt: f.dateTime({ readOnly: true }),
  updatedAt: f.dateTime({ readOnly: true }),
}

/** Fields of every entity under the next-step law; commands write them. */
const workedFields = {
  status: f.choice(['open', 'won', 'lost'], { readOnly: true }),
  nextStep: f.ref('step', { readOnly: true }),
  nextStepDueAt: f.dateTime({ readOnly: true, hidden: true, mirrors: 'nextStep.dueAt' }),
  stageSince: f.dateTime({ readOnly: true }),
  closedAt: f.dateTime({ readOnly: true }),
  closeReason: f.text({ readOnly: true }),
}

/** Declares a noun. Throws at start-up when the declaration contradicts itself. */
export function defineEntity<Fields extends Record<string, Field>>(given: EntityDefinition<Fields>) {
  // Names of fields come from outside as well; without a prototype `constructor` is as unknown as any other word.
  const fields: Record<string, Field> = Object.assign(
    Object.create(null),
    given.fields,
    given.extensible ? { tags: f.refs('tag') } : {},
    given.worked ? workedFields : {},
    systemFields,
  )
  const ownerField = given.ownerField ?? null
  if (!(given.title in fields)) throw new Error(`${given.name}: title field ${given.title} is not declared`)
  if (ownerField && !(ownerField in fields))
    throw new Error(`${given.name}: owner field ${ownerField} is not declared`)
  if (given.worked && !ownerField) throw new Error(`${given.name}: a worked entity needs an owner`)
  return {
    named: false,
    worked: false,
    importable: false,
    timelineOf: [],
    partOf: [],
    softDelete: true,
    rightsObject: given.name,
    extensible: false,
    limitable: [],
    ...given,
    ownerField,
    fields,
  } satisfies Entity
}

/** Records of one kind that can be merged at a time. */
export const mostMerged = 5

/** Whether records of a kind can be merged: customers and work, not settings or parts of other records. */
export function isMergeable({ importable, softDelete, ownerField, partOf }: Entity): boolean {
  return importable && softDelete && ownerField !== null && partOf.length === 0
}

/** What a list is sorted by to stand in the order made by hand. */
export const byHand = 'byHand'

/** Whether records of a kind can be put in an order by hand: what people work with, not settings. */
export function isOrderable({ extensible }: Entity): boolean {
  return extensible
}

/** Column name of a field: `closeOn` is `close_on`, a ref `owner` is `owner_id`. */
export function columnOf(name: string, field: Field): string {
  if (field.column !== undefined) return field.column
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return field.type.name === 'ref' ? `${snake}_id` : snake
}

/** All columns of a field with their types, in the order of `toColumns`. */
export function columnsOf(name: string, field: Field): { column: string; type: string }[] {
  const base = columnOf(name, field)
  return field.type.columns.map(({ suffix, type }) => ({ column: base + suffix, type }))
}
