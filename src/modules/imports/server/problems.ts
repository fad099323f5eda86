/** Something worth saying about a cell or a row: sentence `errors.<error>` or `import.row.<error>`. */
export interface RowProblem {
  /** Target key, or empty for the whole row. */
  field: string
  error: string
  params?: Record<string, unknown>
  severity: 'error' | 'warning'
}
