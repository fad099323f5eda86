import { limits, unreadable } from './table.ts'

/** A row of the sample: its number and cells. */
export interface NumberedRow {
  number: number
  cells: string[]
}

const looked = 20
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^https?:\/\/|^\+?[\d\s().-]{7,}$/i
const figure = /^[+-]?[\d\s\u00a0.,:%/-]+[₽$€%]?$|^\d{4}-\d\d-\d\d/

/**
 * Number of the row with the headings among the first rows (filled ones only): the first that is about as full as the
 * rest and mostly of words, so titles above it are passed over; 0 when the file begins with data. Of two rows of
 * headings it is the second.
 */
export function findHeaderRow(rows: NumberedRow[]): number {
  const all = rows.map((row) => filled(row).length).sort((a, b) => a - b)
  // Titles and notes of one cell do not make a table narrow.
  const wide = all.filter((width) => width > 1)
  const widths = wide.length > 1 ? wide : all
  const usual = widths[widths.length >> 1] ?? 0
  for (const [index, row] of rows.slice(0, looked).entries()) {
    const cells = filled(row)
    if (cells.length < Math.min(usual, (usual >> 1) + 1)) continue
    if (!isHeading(cells) || repeatsBelow(row, rows.slice(index + 1))) return 0
    const next = rows[index + 1]
    return next && goesOn(row, next, rows.slice(index + 2)) ? next.number : row.number
  }
  return 0
}

/** The cells of the row with the headings, those of the row above it taken in where the two belong together. */
export function headerCells(rows: NumberedRow[], headerRow: number): string[] | undefined {
  const at = rows.findIndex(({ number }) => number === headerRow)
  const row = rows[at]
  const above = rows[at - 1]
  if (!row || !above || !goesOn(above, row, rows.slice(at + 1))) return row?.cells
  const lower = row.cells.map((cell) => cell.trim())
  const isNumbers = isCounting(row)
  let group = ''
  return Array.from({ length: Math.max(above.cells.length, lower.length) }, (_, column) => {
    const upper = (above.cells[column] ?? '').trim()
    const own = lower[column] ?? ''
    if (upper !== '') group = upper
    if (isNumbers || own === '') return upper
    const isAlone = lower.filter((cell) => cell === own).length === 1 && !above.cells.includes(own)
    return isAlone ? own : `${group} ${own}`
  })
}

/**
 * Whether a row goes on with the headings of the row above it: it names the parts of merged ones (`Contacts` over
 * `Phone` and `E-mail`, with nothing below the others), or counts the columns, as forms do.
 */
function goesOn(above: NumberedRow, row: NumberedRow, below: NumberedRow[]): boolean {
  if (row.number !== above.number + 1 || below.length === 0) return false
  return isCounting(row) ? mostlyWords(below, row) : namesParts(above, row, below)
}

function isCounting(row: NumberedRow): boolean {
  const cells = filled(row)
  return cells.length > 3 && cells.every((cell, index) => cell === String(index + 1))
}

/** Numbers of columns stand above words; figures stand above figures. */
function mostlyWords(below: NumberedRow[], { cells }: NumberedRow): boolean {
  const columns = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]))
  const wordy = columns.filter((column) =>
    below.slice(0, looked).every((row) => !figure.test((row.cells[column] ?? '').trim() || 'x')),
  )
  return wordy.length > columns.length / 2
}

function namesParts(above: NumberedRow, row: NumberedRow, below: NumberedRow[]): boolean {
  const upper = above.cells.map((cell) => cell.trim())
  const lower = row.cells.map((cell) => cell.trim())
  if (!isHeading(filled(row))) return false
  // The first heading stands alone, and its column has values.
  const first = upper.findIndex((cell) => cell !== '')
  if (first < 0 || lower.slice(0, first + 1).some((cell) => cell !== '')) return false
  if (below.slice(0, looked).some(({ cells }) => (cells[first] ?? '').trim() === '')) return false
  let isGroup = false
  let groups = 0
  for (const [column, part] of lower.entries()) {
    const heading = upper[column] ?? ''
    const isGroupHere = part !== '' && !upper[column + 1] && (lower[column + 1] ?? '') !== ''
    if (heading !== '') {
      isGroup = isGroupHere
      if (part !== '' && !isGroup) return false
      if (isGroup) groups++
    } else if (part !== '' && !isGroup) return false
  }
  return groups > 0
}

/**
 * Names for the columns: trimmed, on one line, unique (`Phone (2)`), an empty one called by its letter (`AB`). Columns
 * at the end with neither heading nor value are left off.
 */
export function nameHeadings(header: string[], sample: NumberedRow[]): string[] {
  const headings = header.map((cell) => cell.replace(/\s+/g, ' ').trim())
  const width = Math.max(lastFilled(headings), widthOfValues(header.length, sample))
  if (width > limits.columns) unreadable('too-many-columns', { limit: limits.columns })
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => unique(headings[index] || columnLetters(index), taken))
}

/** `A` for 0, `AB` for 27. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

function isHeading(cells: string[]): boolean {
  const words = cells.filter((cell) => !figure.test(cell))
  return words.length >= cells.length / 2 && !cells.some((cell) => cell.length > 300 || address.test(cell))
}

/**
 * A heading hardly ever stands in its own column again; a value does. In a wide table one of them may (the pipeline of
 * amoCRM is called "pipeline"). All of them again is a heading row repeated.
 */
function repeatsBelow(row: NumberedRow, below: NumberedRow[]): boolean {
  const repeated = row.cells.filter(
    (cell, column) => cell.trim() !== '' && below.filter((other) => other.cells[column] === cell).length >= 2,
  ).length
  const width = filled(row).length
  return repeated > width / 10 && repeated < width
}

/** How far right the values go: within the heading row any of them counts, beyond it only where most rows have some. */
function widthOfValues(headerWidth: number, sample: NumberedRow[]): number {
  const lasts = sample.map((row) => lastFilled(row.cells))
  const beyond = lasts.filter((last) => last > headerWidth)
  return Math.max(
    0,
    ...(beyond.length > sample.length / 2 ? beyond : lasts.filter((last) => last <= headerWidth)),
  )
}

function unique(name: string, taken: Set<string>): string {
  let result = name
  for (let copy = 2; taken.has(result); copy++) result = `${name} (${copy})`
  taken.add(result)
  return result
}

function filled(row: NumberedRow): string[] {
  return row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
}

function lastFilled(cells: string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1
}
