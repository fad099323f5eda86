import { limits, unreadable } from '../table.ts'

/** One record of a CSV file: its cells, unquoted, and what was wrong with its quotes. */
export interface CsvRecord {
  cells: string[]
  problem?: 'unclosed-quote' | 'bad-quote'
}

/** Takes the text of a file piece by piece. */
export interface CsvSplitter {
  /** The records completed by this piece, cut as they are asked for; ask for all of them before the next piece. */
  write(text: string): Iterable<CsvRecord>
  /** The rest: a last record without a newline. */
  end(): Iterable<CsvRecord>
}

/**
 * Splits CSV text into records. Quotes are doubled or not at all; a cell with broken quotes is kept on its own line
 * and reported, so one stray quote never swallows the rows below it (papaparse takes them all for one cell, and
 * re-reads an unfinished record with every piece). Every character is looked at a bounded number of times.
 */
export function csvSplitter(delimiter: string, newline: '\n' | '\r' = '\n'): CsvSplitter {
  let rest = ''
  function* split(text: string, final: boolean): Generator<CsvRecord> {
    const scan = new Scan(text, delimiter, newline, final)
    for (let record = scan.next(); record; record = scan.next()) yield record
    rest = text.slice(scan.at)
    if (rest.length > limits.line) unreadable('line-too-long', { limit: limits.line })
  }
  return {
    write: (text) => split(rest + text, false),
    end: () => split(rest, true),
  }
}

interface Cell {
  text: string
  /** Index of the delimiter or newline after it, or the end of the text. */
  end: number
  problem?: CsvRecord['problem']
}

/** A position in a piece of text; a class because the searches ahead are remembered between records. */
class Scan {
  at = 0
  private readonly text: string
  private readonly delimiter: number
  private readonly separator: string
  private readonly newline: string
  private readonly final: boolean
  private quoteAt = -1
  private lineEndAt = -1
  /** End of a line on which no further quote is followed by a delimiter; spares searching it again. */
  private noCloseBefore = -1

  constructor(text: string, delimiter: string, newline: string, final: boolean) {
    this.text = text
    this.delimiter = delimiter.charCodeAt(0)
    this.separator = delimiter
    this.newline = newline
    this.final = final
  }

  /** The next record, or undefined when the text ends before it does. */
  next(): CsvRecord | undefined {
    const start = this.at
    if (start >= this.text.length) return undefined
    const lineEnd = this.lineEnd(start)
    if (lineEnd === this.text.length && !this.final) return undefined
    if (this.nextQuote(start) > lineEnd) {
      this.at = lineEnd + 1
      return { cells: this.text.slice(start, this.withoutReturn(start, lineEnd)).split(this.separator) }
    }
    const record = this.quotedRecord(start)
    if (!record) this.at = start
    return record
  }

  private quotedRecord(start: number): CsvRecord | undefined {
    const record: CsvRecord = { cells: [] }
    for (let from = start; ; ) {
      const cell = this.cell(from)
      if (!cell) return undefined
      record.cells.push(cell.text)
      if (cell.problem && record.problem !== 'unclosed-quote') record.problem = cell.problem
      from = cell.end + 1
      if (this.text.charCodeAt(cell.end) !== this.delimiter) {
        this.at = from
        return record
      }
    }
  }

  private cell(from: number): Cell | undefined {
    let start = from
    while (this.text[start] === ' ') start++
    if (this.text[start] !== '"' || this.delimiter === 32) return this.bareCell(from)
    const quoted = this.quotedCell(start)
    if (quoted !== 'broken' && quoted !== 'open') return quoted
    if (start > from) return this.bareCell(from)
    const lineEnd = this.lineEnd(start)
    const close = quoted === 'broken' ? this.closeOnLine(start + 1, lineEnd) : -1
    if (close < 0) {
      const bare = this.bareCell(from)
      return bare && { ...bare, problem: quoted === 'open' ? 'unclosed-quote' : 'bad-quote' }
    }
    return { text: this.unquoted(start + 1, close), end: this.afterQuote(close), problem: 'bad-quote' }
  }

  /** Reads from an opening quote: the cell, undefined when more text is needed, or what is wrong with its quotes. */
  private quotedCell(start: number): Cell | undefined | 'broken' | 'open' {
    for (let from = start + 1; ; ) {
      const quote = this.text.indexOf('"', from)
      if (quote < 0 || quote - start > limits.quoted) {
        return this.final || this.text.length - start > limits.quoted ? 'open' : undefined
      }
      if (this.text[quote + 1] === '"') {
        from = quote + 2
        continue
      }
      const end = this.afterQuote(quote)
      if (end >= this.text.length && !this.final) return undefined
      if (end < 0) return quote > this.lineEnd(start) ? 'open' : 'broken'
      return { text: this.unquoted(start + 1, quote), end }
    }
  }

  /** Where the cell closed by this quote ends, or -1 when something other than a delimiter or newline follows. */
  private afterQuote(quote: number): number {
    let end = quote + 1
    while (this.text[end] === ' ' && this.delimiter !== 32) end++
    if (
      this.newline === '\n' &&
      this.text[end] === '\r' &&
      (end + 1 >= this.text.length || this.text[end + 1] === '\n')
    )
      end++
    if (end >= this.text.length) return this.text.length
    return this.text.charCodeAt(end) === this.delimiter || this.text[end] === this.newline ? end : -1
  }

  /** The first quote on the line that a delimiter or the line's end follows. */
  private closeOnLine(from: number, lineEnd: number): number {
    if (this.noCloseBefore === lineEnd) return -1
    for (
      let quote = this.text.indexOf('"', from);
      quote >= 0 && quote < lineEnd;
      quote = this.text.indexOf('"', quote + 1)
    ) {
      if (this.afterQuote(quote) >= 0) return quote
    }
    this.noCloseBefore = lineEnd
    return -1
  }

  private bareCell(from: number): Cell | undefined {
    const newline = this.newline.charCodeAt(0)
    let end = from
    for (; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end)
      if (code === this.delimiter || code === newline) break
    }
    if (end >= this.text.length && !this.final) return undefined
    const last = this.text.charCodeAt(end) === this.delimiter ? end : this.withoutReturn(from, end)
    return { text: this.text.slice(from, last), end }
  }

  private unquoted(from: number, to: number): string {
    const text = this.text.slice(from, to)
    return text.includes('"') ? text.replaceAll('""', '"') : text
  }

  private withoutReturn(from: number, end: number): number {
    return this.newline === '\n' && end > from && this.text[end - 1] === '\r' ? end - 1 : end
  }

  private nextQuote(from: number): number {
    if (this.quoteAt < from) {
      const found = this.text.indexOf('"', from)
      this.quoteAt = found < 0 ? Number.POSITIVE_INFINITY : found
    }
    return this.quoteAt
  }

  private lineEnd(from: number): number {
    if (this.lineEndAt < from) {
      const found = this.text.indexOf(this.newline, from)
      this.lineEndAt = found < 0 ? this.text.length : found
    }
    return this.lineEndAt
  }
}
