import { cutText, storableText } from '../../../kernel/text/storable.ts'

/** Something worth saying about a cell or a row: sentence `errors.<error>` or `import.row.<error>`. */
export interface RowProblem {
  /** Target key, or empty for the whole row. */
  field: string
  error: string
  params?: Record<string, unknown>
  severity: 'error' | 'warning'
}

/** Enough of a text to know it again in a list of problems. */
const longestShown = 200

/** A problem with a text; only the beginning of a long one is kept. */
export function problemOf(
  field: string,
  error: string,
  severity: RowProblem['severity'],
  params: Record<string, unknown> = {},
): RowProblem {
  const { value } = params
  const shown = typeof value === 'string' ? { value: cutText(storableText(value), longestShown) } : {}
  return { field, error, severity, params: { ...params, ...shown } }
}
