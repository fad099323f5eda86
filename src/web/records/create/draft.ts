import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Parsed } from '../../../kernel/fields/field-type.ts'
import type { ContactLine } from '../../../kernel/text/read-contact-line.ts'
import type { Titles } from '../../api/shapes.ts'
import type { RecordScreens } from '../screens.ts'

/** A form for a new record: what is written in each field, and names of the records chosen. */
export interface CreateDraft {
  written: Readonly<Record<string, Parsed<unknown>>>
  titles: Titles
  /** Counts what was written from outside, so that the editor of that field begins anew. */
  revisions: Readonly<Record<string, number>>
}

/** A form with what is known beforehand: defaults of the fields and values given by the place it was opened from. */
export function newDraft(
  entity: Entity,
  given: Readonly<Record<string, unknown>>,
  titles: Titles,
): CreateDraft {
  const defaults = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.default === undefined || field.readOnly ? [] : [[name, field.default] as const],
  )
  const known = [...defaults, ...Object.entries(given).filter(([name]) => Object.hasOwn(entity.fields, name))]
  return {
    written: Object.fromEntries(known.map(([name, value]) => [name, { ok: true, value }])),
    titles,
    revisions: {},
  }
}

/** What a person wrote into one field. */
export function write(
  draft: CreateDraft,
  name: string,
  result: Parsed<unknown>,
  titles: Titles = {},
): CreateDraft {
  return { ...draft, written: { ...draft.written, [name]: result }, titles: { ...draft.titles, ...titles } }
}

/** Fills a field from outside, as a pasted line does. */
export function fill(draft: CreateDraft, name: string, value: unknown, titles: Titles = {}): CreateDraft {
  const next = write(draft, name, { ok: true, value }, titles)
  return { ...next, revisions: { ...draft.revisions, [name]: (draft.revisions[name] ?? 0) + 1 } }
}

/** Puts the parts of a pasted line into the fields that take them; a part the line no longer has empties its field. */
export function fillFromLine(
  draft: CreateDraft,
  line: ContactLine,
  former: ContactLine,
  fromLine: LineFields,
  entity: Entity,
): CreateDraft {
  const parts = ['name', 'phone', 'email', 'jobTitle', 'company'] as const
  return parts.reduce((all, part) => {
    const name = fromLine[part]
    const isChanged = line[part] !== former[part]
    return name && isChanged && isWritable(entity, name) ? fill(all, name, line[part] ?? null) : all
  }, draft)
}

/** What the reader may not write is left out of a pasted line too. */
function isWritable({ fields }: Entity, name: string): boolean {
  return fields[name] !== undefined && !fields[name].limit
}

type LineFields = NonNullable<RecordScreens['create']['fromLine']>

/** The value of a field as it is written now; null when there is none or it is wrong. */
export function writtenValue(draft: CreateDraft, name: string): unknown {
  const result = draft.written[name]
  return result?.ok ? (result.value ?? null) : null
}

/** All values written, ready to be sent; empty ones are left out. */
export function valuesOf(draft: CreateDraft): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(draft.written).flatMap(([name, result]) =>
      result.ok && result.value !== null && result.value !== undefined ? [[name, result.value]] : [],
    ),
  )
}

/** What keeps the form from being sent, as keys of sentences by field; `needed` ask for more than the noun does. */
export function problemsOf(
  draft: CreateDraft,
  entity: Entity,
  needed: readonly string[] = [],
): Record<string, Extract<Parsed<unknown>, { ok: false }>> {
  const wrong = Object.entries(draft.written).flatMap(([name, result]) =>
    result.ok ? [] : [[name, result] as const],
  )
  const empty = Object.entries(entity.fields).flatMap(([name, field]) => {
    const isAsked =
      (field.required && !field.readOnly && field.default === undefined) || needed.includes(name)
    return isAsked && draft.written[name]?.ok !== false && writtenValue(draft, name) === null
      ? [[name, missing] as const]
      : []
  })
  return Object.fromEntries([...wrong, ...empty])
}

const missing = { ok: false, error: 'value.required' } as const

/** The fields of the quick form and those behind "more", in order; what commands write is in neither. */
export function formFields(
  { entity, create }: RecordScreens,
  placed: readonly string[],
): { quick: string[]; more: string[] } {
  const writable = Object.entries(entity.fields)
    .filter(
      ([name, { readOnly, hidden, type }]) =>
        !readOnly && !hidden && type.name !== 'json' && !placed.includes(name),
    )
    .map(([name]) => name)
  const required = writable.filter(
    (name) => entity.fields[name]?.required && entity.fields[name]?.default === undefined,
  )
  const quick = [...new Set([...required, ...create.fields])].filter((name) => writable.includes(name))
  return { quick, more: writable.filter((name) => !quick.includes(name)) }
}
