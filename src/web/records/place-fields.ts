import type { FieldSection, RecordScreens } from './screens.ts'

/**
 * The sections of a noun with every field people fill in: those no section names stand at the end of the one about the
 * record, so that a new field is on the page by being declared.
 */
export function placeFields({
  entity,
  sections,
}: Pick<RecordScreens, 'entity' | 'sections'>): FieldSection[] {
  const placed = new Set(sections.flatMap(({ fields }) => fields))
  const left = Object.entries(entity.fields).flatMap(([name, { hidden, readOnly, type }]) =>
    // A pipeline is chosen by its stage.
    placed.has(name) || hidden || readOnly || type.name === 'json' || name === 'pipeline' ? [] : [name],
  )
  const about = sections.find(({ id }) => id === 'about') ?? sections[0]
  return sections.map((section) =>
    section === about ? { ...section, fields: [...section.fields, ...left] } : section,
  )
}
