import { z } from 'zod'
import { namedShape } from './custom-model.ts'
import { longestHelp, mostLaidFields, mostSections } from './layout-limits.ts'

/** Letters of a whole layout as JSON: it comes with every session. */
const longestLayout = 200_000

const helpText = z.string().trim().min(1).max(longestHelp)
const helpShape = z
  .strictObject({ en: helpText.optional(), ru: helpText.optional() })
  .refine(({ en, ru }) => en !== undefined || ru !== undefined)

/** What a new record begins with: a value as on the API, a day counted from today, or whoever creates it. */
const startShape = z.union([
  z.strictObject({ days: z.int().min(-3650).max(3650).describe('This many days from today') }),
  z.strictObject({ me: z.literal(true).describe('Whoever creates the record') }),
  z.strictObject({ value: z.unknown().describe('A value as on the API') }),
])

const laidFieldShape = z.strictObject({
  name: z.string().min(1).max(60),
  help: helpShape.optional(),
  start: startShape.optional().describe('Value of a new record that names none'),
  page: z.literal(false).optional().describe('Not shown on the page of a record'),
  form: z.enum(['more', 'none']).optional().describe('Behind "More fields", or not in the form at all'),
  pipelines: z.array(z.uuid()).max(50).optional().describe('Shown for records of these only'),
  roles: z
    .array(z.uuid())
    .max(50)
    .optional()
    .describe('Shown to people of these roles only; hides nothing on the API'),
  requiredAt: z.array(z.uuid()).max(200).optional().describe('Stages that are not entered while it is empty'),
  requiredToWin: z.literal(true).optional(),
})

const sectionShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: namedShape.optional().describe('Without it the section is called as it was shipped'),
  columns: z.union([z.literal(1), z.literal(2)]).optional(),
  collapsed: z.literal(true).optional(),
  fields: z.array(laidFieldShape).max(mostLaidFields),
})

/** How the fields of a noun are laid out on its pages and forms. */
export const layoutShape = z
  .strictObject({ sections: z.array(sectionShape).min(1).max(mostSections) })
  .refine(({ sections }) => sections.reduce((sum, { fields }) => sum + fields.length, 0) <= mostLaidFields)
  .refine((layout) => JSON.stringify(layout).length <= longestLayout)

/** Layouts on the API, as the session has them. */
export const layoutsShape = z
  .array(z.object({ entity: z.string(), sections: z.array(sectionShape).readonly() }))
  .readonly()

export type LayoutConfig = z.output<typeof layoutShape>
export type LaidSection = LayoutConfig['sections'][number]
export type LaidField = LaidSection['fields'][number]
export type Start = NonNullable<LaidField['start']>

/** The layout of a noun that a workspace has made. */
export interface Layout {
  entity: string
  sections: readonly LaidSection[]
}
