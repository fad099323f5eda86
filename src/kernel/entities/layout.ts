import type { Field } from '../fields/f.ts'
import type { Entity } from './entity.ts'
import type { LaidField, LaidSection, Layout, Start } from './layout-shape.ts'

/** When a record comes to be and by whom. */
export interface Beginning {
  now: Date
  /** IANA zone in which "today" is meant. */
  timeZone: string
  /** Null: nobody in particular. */
  userId: string | null
}

/** The layout a workspace has made for a noun. */
export function layoutFor(layouts: readonly Layout[], entity: string): Layout | undefined {
  return layouts.find((one) => one.entity === entity)
}

/** All fields of a layout. */
export function laidFields(sections: readonly LaidSection[]): LaidField[] {
  return sections.flatMap(({ fields }) => fields)
}

/** The fields of a noun that new records begin with a value in, by name; what the field would not take any more is left out. */
export function startsOf(
  layout: Layout | undefined,
  entity: Entity,
): Map<string, LaidField & { start: Start }> {
  const found = new Map<string, LaidField & { start: Start }>()
  for (const laid of layout ? laidFields(layout.sections) : []) {
    const { name, start } = laid
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
    if (start && field && takesStart(field, start)) found.set(name, { ...laid, start })
  }
  return found
}

/** Whether new records may begin with this in a field. */
export function takesStart({ type, options, readOnly, unique }: Field, start: Start): boolean {
  if (readOnly) return false
  if ('days' in start) return type.name === 'date' || type.name === 'dateTime'
  if ('me' in start) return type.name === 'ref' && options.to === 'user'
  if (unique || ['ref', 'refs', 'json'].includes(type.name)) return false
  return start.value !== null && type.schema(options).safeParse(start.value).success
}

/** The value a start stands for now; undefined when it stands for nobody. */
export function startValue(
  { type, options }: Field,
  start: Start,
  { now, timeZone, userId }: Beginning,
): unknown {
  if ('me' in start) return userId ?? undefined
  if ('value' in start) return type.schema(options).parse(start.value)
  if (type.name === 'dateTime') return new Date(now.getTime() + start.days * dayLong).toISOString()
  // Counted on the calendar: days are not always 24 hours long. Swedish dates are written as ISO has them.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
  return new Date(Date.parse(`${today}T00:00:00Z`) + start.days * dayLong).toISOString().slice(0, 10)
}

const dayLong = 86_400_000

/** Gives a new record the values it begins with where it says nothing itself; null is said. */
export function fillStarts(
  starts: ReturnType<typeof startsOf>,
  entity: Entity,
  values: Record<string, unknown>,
  beginning: Beginning,
): void {
  for (const [name, laid] of starts) {
    if (values[name] !== undefined || !isOfPipeline(laid, values.pipeline)) continue
    const value = startValue(entity.fields[name]!, laid.start, beginning)
    if (value !== undefined) values[name] = value
  }
}

/** Whether a field belongs to records of a pipeline; one without pipelines of its own belongs to all. */
export function isOfPipeline({ pipelines = [] }: LaidField, pipeline: unknown): boolean {
  return pipelines.length === 0 || (typeof pipeline === 'string' && pipelines.includes(pipeline))
}

/** Whether a field is shown to people of a role. */
export function isForRole({ roles = [] }: LaidField, role: string): boolean {
  return roles.length === 0 || roles.includes(role)
}

/** Where a record of worked kind is about to go. */
export type Passage = { stage: string } | 'won'

/** The fields a record has to have filled in to go there, in the order of the layout. */
export function neededFor(layout: Layout | undefined, entity: Entity, passage: Passage): string[] {
  if (!layout) return []
  return laidFields(layout.sections)
    .filter(({ name, requiredAt = [], requiredToWin }) => {
      if (!isFillable(entity, name)) return false
      return passage === 'won' ? requiredToWin === true : requiredAt.includes(passage.stage)
    })
    .map(({ name }) => name)
}

/** Those of the needed fields that are empty in a record with these values. */
export function lackingIn(needed: readonly string[], values: Readonly<Record<string, unknown>>): string[] {
  return needed.filter((name) => isBlank(values[name]))
}

/** Whether there is nothing in a field. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

/** Whether a person can fill a field in. */
export function isFillable(entity: Entity, name: string): boolean {
  const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
  return field !== undefined && !field.readOnly && !field.createOnly && field.type.name !== 'json'
}

/** The nouns of a workspace, those of their fields marked that a new record always begins with a value in. */
export function withStarts(entities: readonly Entity[], layouts: readonly Layout[]): Entity[] {
  return entities.map((entity) => {
    const starts = startsOf(layoutFor(layouts, entity.name), entity)
    if (starts.size === 0) return entity
    // Without a prototype, as defineEntity makes it.
    const fields: Entity['fields'] = Object.assign(Object.create(null), entity.fields)
    for (const [name, { pipelines = [] }] of starts)
      if (pipelines.length === 0) fields[name] = { ...fields[name]!, default: undefined, starts: true }
    return { ...entity, fields }
  })
}
