import { limits, type RowProblem, unreadable } from '../table.ts'
import { isoText, numberText, plainNumber, unescapeText } from './cell-text.ts'
import type { NumberMeaning } from './number-formats.ts'
import type { SharedStrings } from './shared-strings.ts'
import { xmlFeed } from './xml.ts'

/** One row of a sheet; cells left out of the file are empty strings. */
export interface SheetRow {
  number: number
  cells: string[]
  problem?: RowProblem
}

/** What the cells of a sheet refer to. */
export interface SheetContext {
  strings: SharedStrings
  meanings: NumberMeaning[]
  from1904: boolean
}

/** Reads a worksheet piece by piece. */
export interface SheetReader {
  /** Rows with a filled cell completed by this piece. */
  write(chunk: Buffer): SheetRow[]
  /** All rows are through; what follows in the part is of no interest. */
  ended(): boolean
  /** The used range as the sheet states it, by its last row; known before the first row, if at all. */
  lastRow(): number | undefined
}

/** Excel's last column, XFD. */
const lastColumn = 16_384

export function sheetReader(context: SheetContext): SheetReader {
  const builder = new RowBuilder(context)
  const feed = xmlFeed(builder)
  return {
    write(chunk) {
      builder.done = []
      feed.write(chunk)
      return builder.done
    },
    ended: () => builder.ended,
    lastRow: () => builder.lastRow,
  }
}

/** Gathers cells from the events of the parser. */
class RowBuilder {
  done: SheetRow[] = []
  ended = false
  lastRow: number | undefined
  private readonly context: SheetContext
  private number = 0
  private cells: string[] = []
  private filled = false
  private problem: RowProblem | undefined
  private column = -1
  private type = ''
  private style = 0
  private value = ''
  private valued = false
  private formula = false
  private reading = false
  private phonetic = false

  constructor(context: SheetContext) {
    this.context = context
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'c') this.startCell(attributes)
    else if (name === 'v') this.reading = this.valued = true
    else if (name === 't') this.reading = this.valued = !this.phonetic
    else if (name === 'row') this.startRow(attributes)
    else if (name === 'f') this.formula = true
    else if (name === 'rPh') this.phonetic = true
    else if (name === 'dimension') this.lastRow = lastRowOf(attributes.ref)
  }

  text(piece: string): void {
    if (this.reading) this.value += piece
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false
    else if (name === 'c') this.endCell()
    else if (name === 'row') this.endRow()
    else if (name === 'rPh') this.phonetic = false
    else if (name === 'sheetData') this.ended = true
  }

  private startRow(attributes: Record<string, string>): void {
    const number = Number(attributes.r ?? this.number + 1)
    if (!Number.isInteger(number) || number <= this.number) unreadable('damaged')
    this.number = number
    this.cells = []
    this.column = -1
    this.filled = false
    this.problem = undefined
  }

  private startCell(attributes: Record<string, string>): void {
    this.column = attributes.r === undefined ? this.column + 1 : columnOf(attributes.r)
    this.type = attributes.t ?? 'n'
    this.style = attributes.s === undefined ? 0 : Number(attributes.s)
    this.value = ''
    this.valued = false
    this.formula = false
  }

  private endCell(): void {
    if (this.formula && !this.valued) this.problem ??= 'formula-without-value'
    if (this.value === '') return
    const text = this.cellText()
    if (text === '') return
    // One column beyond the limit is kept, so that headings that wide are refused and not cut.
    if (this.column > limits.columns) {
      this.problem = 'stray-cells'
      this.filled = true
      return
    }
    while (this.cells.length < this.column) this.cells.push('')
    this.cells[this.column] = text
    if (!this.filled && text.trim() !== '') this.filled = true
  }

  private cellText(): string {
    const meaning = this.context.meanings[this.style] ?? 'number'
    switch (this.type) {
      case 's':
        return this.context.strings.get(Number(this.value))
      case 'n':
        return meaning === 'number'
          ? plainNumber(this.value)
          : numberText(this.value, meaning, this.context.from1904)
      case 'b':
        return this.value.trim() === '1' || this.value.trim() === 'true' ? 'true' : 'false'
      case 'd':
        return isoText(this.value, meaning)
      case 'e':
        this.problem = 'formula-error'
        return ''
      default:
        return unescapeText(this.value)
    }
  }

  private endRow(): void {
    if (!this.filled) return
    this.done.push(
      this.problem
        ? { number: this.number, cells: this.cells, problem: this.problem }
        : { number: this.number, cells: this.cells },
    )
  }
}

function columnOf(reference: string): number {
  let column = 0
  for (let index = 0; index < reference.length; index++) {
    const letter = (reference.charCodeAt(index) | 0x20) - 0x60
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
    if (column > lastColumn) unreadable('damaged')
  }
  return column === 0 ? unreadable('damaged') : column - 1
}

function lastRowOf(range: string | undefined): number | undefined {
  const last = /:[A-Z]+(\d+)$/.exec(range ?? '')?.[1]
  return last === undefined ? undefined : Number(last)
}
