import { findHeaderRow, headerCells, type NumberedRow, nameHeadings } from './header-row.ts'
import { type RowProblem, type TableRow, unreadable } from './table.ts'

/** Rows looked at to tell the headings from what stands below them. */
export const sampleRows = 100

/** Finds the headings among the first rows of a text, unless their row is given; `rows` are numbered without a gap. */
export function findHeadings(
  rows: NumberedRow[],
  given: number | undefined,
): { headerRow: number; headings: string[] } {
  const sample = rows.filter(({ cells }) => !isBlank(cells)).slice(0, sampleRows)
  if (sample.length === 0) unreadable('empty')
  const headerRow = given ?? findHeaderRow(sample)
  const header = headerRow === 0 ? [] : (headerCells(sample, headerRow) ?? rows[headerRow - 1]?.cells)
  if (!header) unreadable('no-such-row', { limit: rows.length })
  return {
    headerRow,
    headings: nameHeadings(
      header,
      sample.filter((row) => row.number > headerRow),
    ),
  }
}

/** Gives a row as many cells as there are headings, and says what is wrong with it. */
export function fitRow(
  { number, cells, problem }: NumberedRow & { problem?: RowProblem },
  width: number,
  isDamaged: boolean,
): TableRow {
  const found = cells.length
  if (found > width && isBlank(cells.slice(width))) cells.length = width
  for (let index = found; index < width; index++) cells.push('')
  const named = problemOf(cells, problem, { found, width, isDamaged })
  return named ? { number, cells, problem: named } : { number, cells }
}

/** The gravest one, since a row names only one. */
function problemOf(
  cells: string[],
  problem: RowProblem | undefined,
  { found, width, isDamaged }: { found: number; width: number; isDamaged: boolean },
): RowProblem | undefined {
  if (cells.length > width) return 'too-many-cells'
  if (problem === 'unclosed-quote') return problem
  if (isDamaged && cells.some((cell) => cell.includes('\ufffd'))) return 'bad-characters'
  return problem ?? (found < width ? 'too-few-cells' : undefined)
}

export function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '')
}
