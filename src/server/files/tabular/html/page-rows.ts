import { Parser } from 'htmlparser2'
import { limits, unreadable } from '../table.ts'

/** A row of one of the tables of a page. */
export interface PageRow {
  /** Which table, in the order in which they begin. */
  table: number
  /** 1-based, within its table. */
  number: number
  cells: string[]
}

/** Tags within tags; no honest page comes near, and the parser's work grows with them. */
const deepest = 500
/** Columns or rows one cell may span. */
const widest = 1000
const blocks = new Set(['p', 'div', 'li'])

interface OpenTable {
  id: number
  rows: number
  row: string[] | null
  cell: { text: string; columns: number; rows: number } | null
  /** By column: what a cell above goes on to fill, and for how many rows. */
  spanning: Map<number, { text: string; rows: number }>
}

/** Cuts the text of a page, given piece by piece, into the rows of its tables; each row goes to `onRow` when it ends. */
export function pageRows(onRow: (row: PageRow) => void): { write(text: string): void; end(): void } {
  const open: OpenTable[] = []
  let tables = 0
  let depth = 0
  let unseen = 0
  let silent = 0

  const parser = new Parser({
    onopentag(name, attributes) {
      silent = 0
      if (++depth > deepest) unreadable('damaged')
      if (name === 'script' || name === 'style') unseen++
      if (name === 'table') open.push({ id: tables++, rows: 0, row: null, cell: null, spanning: new Map() })
      const table = open.at(-1)
      if (!table) return
      if (name === 'tr') {
        endRow(table)
        table.row = []
      } else if (name === 'td' || name === 'th') {
        endCell(table)
        table.row ??= []
        table.cell = { text: '', columns: spanOf(attributes.colspan), rows: spanOf(attributes.rowspan) }
      } else if (table.cell && (name === 'br' || blocks.has(name))) table.cell.text += '\n'
    },
    ontext(text) {
      silent = 0
      const cell = open.at(-1)?.cell
      if (!cell || unseen > 0) return
      cell.text += text.replace(/[ \t\r\n\f]+/g, ' ')
      if (cell.text.length > limits.line) unreadable('line-too-long', { limit: limits.line })
    },
    onclosetag(name) {
      silent = 0
      depth--
      if (name === 'script' || name === 'style') unseen--
      const table = open.at(-1)
      if (!table) return
      if (name === 'td' || name === 'th') endCell(table)
      if (name === 'tr') endRow(table)
      if (name !== 'table') return
      endRow(table)
      open.pop()
    },
  })

  function endCell(table: OpenTable) {
    const { cell, row } = table
    if (!cell || !row) return
    table.cell = null
    const text = cell.text
      .replace(/ *\n[ \n]*/g, '\n')
      .replace(/ {2,}/g, ' ')
      .trim()
    fillFromAbove(table, row)
    for (let column = 0; column < cell.columns; column++) {
      if (cell.rows > 1)
        table.spanning.set(row.length, { text: column === 0 ? text : '', rows: cell.rows - 1 })
      row.push(column === 0 ? text : '')
    }
    if (row.length > limits.columns) unreadable('too-many-columns', { limit: limits.columns })
  }

  function fillFromAbove({ spanning }: OpenTable, row: string[]) {
    for (let above = spanning.get(row.length); above; above = spanning.get(row.length)) {
      if (--above.rows === 0) spanning.delete(row.length)
      row.push(above.text)
    }
  }

  function endRow(table: OpenTable) {
    endCell(table)
    const { row, id } = table
    if (!row) return
    table.row = null
    fillFromAbove(table, row)
    onRow({ table: id, number: ++table.rows, cells: row })
  }

  return {
    write(text) {
      // A tag or an attribute without an end would be kept whole.
      silent += text.length
      if (silent > limits.line) unreadable('line-too-long', { limit: limits.line })
      parser.write(text)
    },
    end: () => parser.end(),
  }
}

function spanOf(value: string | undefined): number {
  const span = Number(value)
  return Number.isInteger(span) && span >= 1 ? Math.min(span, widest) : 1
}
