import type { Row, Titles } from '../../../api/shapes.ts'
import type { After } from '../../../fields/inline-editor.tsx'

/** Width of the column of checkboxes, in px. */
export const selectWidth = 40

/** What a row tells its grid. Rows and columns are told by their number. */
export interface LineHandlers {
  press: (row: number, column: number, range: boolean) => void
  editAt: (row: number, column: number) => void
  toggle: (id: string, range: boolean) => void
  open: (row: Row) => void
  save: (row: Row, field: string, value: unknown, titles: Titles | undefined, after: After) => void
  cancel: () => void
}
