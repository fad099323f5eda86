import { limits, type RowProblem, unreadable } from '../table.ts'
import { plainNumber } from '../xlsx/cell-text.ts'
import type { XmlHandlers } from '../xlsx/xml.ts'

/** A filled row of one of the tables of a document. */
export interface OdsRow {
  /** Place of its table among the tables. */
  table: number
  number: number
  /** Copies of a row share them. */
  cells: string[]
  problem: RowProblem | undefined
}

/** What is told while the content of a document is read. */
export interface OdsListener {
  table(name: string): void
  row(row: OdsRow): void
}

interface Cell {
  /** What its attributes say; undefined where the text is the value. */
  value: string | undefined
  text: string
  repeated: number
  isError: boolean
}

/** Gathers the rows of a spreadsheet document (ODF 1.2, part 1, chapter 9) from the events of the parser. */
export function odsRows(listener: OdsListener): XmlHandlers {
  let table = -1
  let number = 0
  let repeatedRows = 1
  let cells: string[] = []
  let column = 0
  let problem: RowProblem | undefined
  let cell: Cell | null = null
  let paragraphs = 0
  /** Depth within what only looks like a cell's text: comments, drawings. */
  let aside = 0
  let isText = false

  function startRow(attributes: Record<string, string>) {
    repeatedRows = countOf(attributes['table:number-rows-repeated'])
    cells = []
    column = 0
    problem = undefined
  }

  function endCell() {
    if (!cell) return
    const text = cell.value ?? cell.text
    if (cell.isError) problem = 'formula-error'
    else if (text !== '') {
      if (column + cell.repeated > limits.columns + 1) problem = 'stray-cells'
      for (let at = column; at < Math.min(column + cell.repeated, limits.columns + 1); at++) {
        while (cells.length < at) cells.push('')
        cells[at] = text
      }
    }
    column += cell.repeated
    cell = null
  }

  function endRow() {
    const isFilled = cells.some((one) => one.trim() !== '')
    // Sheets end with a million empty rows; filled ones are repeated where somebody has copied them.
    if (isFilled && repeatedRows > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
    for (let copy = 0; isFilled && copy < repeatedRows; copy++)
      listener.row({ table, number: number + copy + 1, cells, problem })
    number += repeatedRows
  }

  return {
    open(name, attributes) {
      if (aside > 0 || isAside(name)) aside++
      else if (name === 'table') {
        if (++table >= limits.sheets) unreadable('too-many-sheets', { limit: limits.sheets })
        number = 0
        listener.table(attributes['table:name'] ?? `Sheet${table + 1}`)
      } else if (name === 'table-row') startRow(attributes)
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        cell = startCell(attributes)
        paragraphs = 0
      } else if (cell && name === 'p') {
        if (paragraphs++ > 0) cell.text += '\n'
        isText = true
      } else if (cell && name === 's') cell.text += ' '.repeat(Math.min(countOf(attributes['text:c']), 1000))
      else if (cell && (name === 'tab' || name === 'line-break')) cell.text += name === 'tab' ? '\t' : '\n'
    },
    text(piece) {
      if (cell && isText && aside === 0) cell.text += piece.replace(/\s+/g, ' ')
    },
    close(name) {
      if (aside > 0) aside--
      else if (name === 'p') isText = false
      else if (name === 'table-cell' || name === 'covered-table-cell') endCell()
      else if (name === 'table-row') endRow()
    },
  }
}

const isAside = (name: string) => ['annotation', 'shapes', 'frame', 'forms', 'tracked-changes'].includes(name)

function startCell(attributes: Record<string, string>): Cell {
  return {
    value: saidBy(attributes),
    text: '',
    repeated: countOf(attributes['table:number-columns-repeated']),
    isError: attributes['calcext:value-type'] === 'error',
  }
}

function saidBy(attributes: Record<string, string>): string | undefined {
  const number = attributes['office:value'] ?? ''
  switch (attributes['office:value-type']) {
    case 'float':
      return plainNumber(number)
    case 'percentage':
      return `${plainNumber(String(Number(number) * 100))}%`
    case 'currency':
      return [plainNumber(number), attributes['office:currency']].filter(Boolean).join(' ')
    case 'date':
      return attributes['office:date-value']?.replace(/[.,]\d+$/, '')
    case 'time':
      return clockOf(attributes['office:time-value'] ?? '')
    case 'boolean':
      return attributes['office:boolean-value']
    default:
      return attributes['office:string-value']
  }
}

/** `PT09H05M00S` on a clock. */
function clockOf(duration: string): string | undefined {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(duration) ?? []
  return hours && [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')
}

function countOf(text: string | undefined): number {
  const count = Number(text ?? 1)
  return Number.isInteger(count) && count >= 1 ? count : 1
}
