import type { ShownLayout } from '../layout/use-layout.ts'
import type { RecordScreens } from '../screens.ts'
import { formFields } from './draft.ts'

/** A field of a form; a wide one has a line of its own. */
export interface FormEntry {
  name: string
  isWide: boolean
}

/** Fields of a form under one heading; none over fields nobody has laid out. */
export interface FormGroup {
  id: string
  title: string | null
  fields: FormEntry[]
}

/** Where the record would stand: its pipeline, and fields the form cannot do without. */
interface FormPlace {
  pipeline: unknown
  needed: readonly string[]
}

/** The fields asked for at once and those behind "more", as the layout has them. What must be filled in is never hidden. */
export function laidForm(
  screens: RecordScreens,
  layout: ShownLayout,
  placed: readonly string[],
  { pipeline, needed }: FormPlace,
): { quick: FormEntry[]; more: FormGroup[] } {
  const { quick, more } = formFields(screens, placed)
  const writable = [...quick, ...more]
  const isMust = (name: string) =>
    needed.includes(name) ||
    (screens.entity.fields[name]?.required === true && screens.entity.fields[name]?.default === undefined)
  if (!layout.stored) {
    const atOnce = [...quick, ...more.filter(isMust)]
    const later = more.filter((name) => !isMust(name))
    return {
      quick: atOnce.map(entry),
      more: later.length > 0 ? [{ id: 'more', title: null, fields: later.map(entry) }] : [],
    }
  }
  const groups = layout.sections.map((section) => {
    const asked = section.fields.filter(
      (field) =>
        writable.includes(field.name) &&
        (isMust(field.name) || (field.form !== 'none' && layout.shows(field, pipeline))),
    )
    const isLater = (name: string, form?: string) => form === 'more' && !isMust(name)
    const isWide = section.columns === 1
    return {
      id: section.id,
      title: layout.titleOf(section),
      quick: asked.filter(({ name, form }) => !isLater(name, form)).map(({ name }) => ({ name, isWide })),
      fields: asked.filter(({ name, form }) => isLater(name, form)).map(({ name }) => ({ name, isWide })),
    }
  })
  return {
    quick: groups.flatMap((group) => group.quick),
    more: groups
      .filter(({ fields }) => fields.length > 0)
      .map(({ id, title, fields }) => ({ id, title, fields })),
  }
}

const entry = (name: string): FormEntry => ({ name, isWide: false })
