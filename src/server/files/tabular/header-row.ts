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
 * rest and mostly of words, so titles above it are passed over; 0 when the file begins with data.
 */
export function findHeaderRow(rows: NumberedRow[]): number {
  const widths = rows.map((row) => filled(row).length).sort((a, b) => a - b)
  const usual = widths[widths.length >> 1] ?? 0
  for (const [index, row] of rows.slice(0, looked).entries()) {
    const cells = filled(row)
    if (cells.length < Math.min(usual, (usual >> 1) + 1)) continue
    return isHeading(cells) && !repeatsBelow(row, rows.slice(index + 1)) ? row.number : 0
  }
  return 0
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
