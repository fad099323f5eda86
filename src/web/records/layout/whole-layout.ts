import type { LaidField, LaidSection, Layout } from '../../../kernel/entities/layout-shape.ts'
import { formFields } from '../create/draft.ts'
import type { RecordScreens } from '../screens.ts'

/** The layout a noun has while nobody has made another: as its screens are declared. */
export function shippedLayout(screens: RecordScreens): LaidSection[] {
  const { more } = formFields(screens, [])
  const laid = (name: string): LaidField => (more.includes(name) ? { name, form: 'more' } : { name })
  return screens.sections.map(({ id, fields }) => ({
    id,
    fields: fields.filter((name) => Object.hasOwn(screens.entity.fields, name)).map(laid),
  }))
}

/**
 * The layout with everything that has come since it was made at the end of its last section, and without what is gone.
 * Fields that stand in forms only come along without being shown on the page.
 */
export function wholeLayout(
  screens: RecordScreens,
  stored: Pick<Layout, 'sections'> | undefined,
): LaidSection[] {
  const shipped = shippedLayout(screens)
  const sections = (stored?.sections ?? shipped).map((section) => ({
    ...section,
    fields: section.fields.filter(({ name }) => Object.hasOwn(screens.entity.fields, name)),
  }))
  const placed = new Set(sections.flatMap(({ fields }) => fields.map(({ name }) => name)))
  const { quick, more } = formFields(screens, [])
  const onPage = shipped.flatMap(({ fields }) => fields)
  const inForm = [...quick, ...more]
    .filter((name) => !onPage.some((one) => one.name === name))
    .map((name): LaidField => ({ name, page: false, ...(more.includes(name) && { form: 'more' }) }))
  const added = [...onPage, ...inForm].filter(({ name }) => !placed.has(name))
  const last = sections.at(-1)
  if (last) last.fields = [...last.fields, ...added]
  return sections
}
