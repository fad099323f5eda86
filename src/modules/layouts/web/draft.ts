import type { Named } from '../../../kernel/entities/custom-model.ts'
import type { LaidField, LaidSection } from '../../../kernel/entities/layout-shape.ts'

/** A layout while it is made. */
export type Sections = readonly LaidSection[]

/** Where a field goes: before another one, or to the end of a section. */
export interface Place {
  section: string
  before: string | null
}

/** Where a field stands, counted within its section from 0. */
export function placeOf(sections: Sections, name: string): { section: LaidSection; at: number } | null {
  for (const section of sections) {
    const at = section.fields.findIndex((field) => field.name === name)
    if (at >= 0) return { section, at }
  }
  return null
}

/** The layout with a field moved to another place. */
export function moveField(sections: Sections, name: string, { section, before }: Place): Sections {
  const from = placeOf(sections, name)
  const field = from?.section.fields[from.at]
  if (!field || before === name) return sections
  return sections.map((one) => {
    const rest = one.fields.filter((other) => other.name !== name)
    if (one.id !== section) return rest.length === one.fields.length ? one : { ...one, fields: rest }
    const at = before === null ? -1 : rest.findIndex((other) => other.name === before)
    const place = at < 0 ? rest.length : at
    return { ...one, fields: [...rest.slice(0, place), field, ...rest.slice(place)] }
  })
}

/** One place up or down the whole page: past the border of its section a field comes into the next one. */
export function stepField(sections: Sections, name: string, by: -1 | 1): Sections {
  const from = placeOf(sections, name)
  if (!from) return sections
  const { section, at } = from
  const next = at + by
  if (next >= 0 && next < section.fields.length) {
    const before = by < 0 ? section.fields[next]?.name : section.fields[next + 1]?.name
    return moveField(sections, name, { section: section.id, before: before ?? null })
  }
  const other = sections[sections.indexOf(section) + by]
  if (!other) return sections
  return moveField(sections, name, {
    section: other.id,
    before: by < 0 ? null : (other.fields[0]?.name ?? null),
  })
}

/** The layout with a section moved to another place among the sections. */
export function moveSection(sections: Sections, id: string, to: number): Sections {
  const section = sections.find((one) => one.id === id)
  if (!section || to < 0 || to >= sections.length) return sections
  const rest = sections.filter((one) => one !== section)
  return [...rest.slice(0, to), section, ...rest.slice(to)]
}

/** The layout with something else said of a field; what is empty is not said. */
export function changeField(sections: Sections, name: string, changes: Partial<LaidField>): Sections {
  return sections.map((section) => ({
    ...section,
    fields: section.fields.map((field) =>
      field.name === name ? withoutBlanks({ ...field, ...changes }) : field,
    ),
  }))
}

/** The layout with something else said of a section. */
export function changeSection(sections: Sections, id: string, changes: Partial<LaidSection>): Sections {
  return sections.map((section) =>
    section.id === id ? withoutBlanks({ ...section, ...changes }, ['fields']) : section,
  )
}

/** The layout with one more section at its end. */
export function addSection(sections: Sections, title: Named): { sections: Sections; id: string } {
  const taken = new Set(sections.map(({ id }) => id))
  let number = sections.length + 1
  while (taken.has(`section-${number}`)) number++
  const id = `section-${number}`
  return { id, sections: [...sections, { id, title, fields: [] }] }
}

/** The layout without a section; its fields go to the one before it, those of the first to the one after. */
export function removeSection(sections: Sections, id: string): Sections {
  const at = sections.findIndex((one) => one.id === id)
  const section = sections[at]
  const heir = sections[at === 0 ? 1 : at - 1]
  if (!section || !heir) return sections
  return sections
    .filter((one) => one !== section)
    .map((one) =>
      one === heir
        ? {
            ...one,
            fields: at === 0 ? [...section.fields, ...one.fields] : [...one.fields, ...section.fields],
          }
        : one,
    )
}

/** Whether two layouts say the same. */
export function isSameLayout(one: Sections, other: Sections): boolean {
  return JSON.stringify(one.map(inOrder)) === JSON.stringify(other.map(inOrder))
}

/** The words in one language changed; without any they are none at all. */
export function withWord(words: Named | undefined, language: 'en' | 'ru', text: string): Named | undefined {
  const { [language]: _, ...rest } = words ?? {}
  const next = text.trim() === '' ? rest : { ...rest, [language]: text }
  return Object.keys(next).length > 0 ? next : undefined
}

function withoutBlanks<Part extends object>(part: Part, kept: readonly string[] = []): Part {
  const said = Object.entries(part).filter(
    ([name, value]) =>
      kept.includes(name) || (value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
  // Only members that may be left out are.
  return Object.fromEntries(said) as Part
}

/** The same members in the same order, however they came to be. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, inOrder(member)]),
  )
}
