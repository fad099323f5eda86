import { type CsvRecord, csvSplitter } from './csv-records.ts'

const candidates = [';', '\t', ',', '|', '%']
const recordsJudged = 200

/** The delimiter named by Excel's own first line, `sep=;`. */
export function delimiterLine(text: string): string | undefined {
  return /^sep=(.)(?:\r?\n|\r|$)/i.exec(text.slice(0, 16))?.[1]
}

/**
 * The delimiter that cuts most of the first records into the same number of cells, beginning near the top. A file of
 * one column gets a delimiter that does not occur in it.
 */
export function findDelimiter(text: string, newline: '\n' | '\r', complete: boolean): string {
  let best = { delimiter: '', score: 0 }
  for (const delimiter of candidates) {
    if (!text.includes(delimiter)) continue
    const score = consistency(firstRecords(text, delimiter, newline, complete))
    const judged = delimiter === ',' && mostlyDecimalCommas(text) ? score * 0.8 : score
    if (judged > best.score + 0.001) best = { delimiter, score: judged }
  }
  if (best.score >= 0.5) return best.delimiter
  return [',', ...candidates].find((delimiter) => !text.includes(delimiter)) ?? '\t'
}

/**
 * Records a line feed ends, unless carriage returns do (old Macintosh, and Excel's format of that name): line feeds stand
 * within quotes only there.
 */
export function findNewline(text: string): '\n' | '\r' {
  if (!/\r(?!\n)/.test(text)) return '\n'
  const bare = text.includes('\n') ? text.replace(/"[^"]*(?:"|$)/g, '') : text
  return bare.includes('\n') || !bare.includes('\r') ? '\n' : '\r'
}

function firstRecords(text: string, delimiter: string, newline: '\n' | '\r', complete: boolean): CsvRecord[] {
  const splitter = csvSplitter(delimiter, newline)
  const records: CsvRecord[] = []
  for (const record of splitter.write(text)) if (records.push(record) === recordsJudged) return records
  return complete || records.length === 0
    ? records.concat([...splitter.end()]).slice(0, recordsJudged)
    : records
}

/**
 * 0 for one column, up to a little over 1: the share of records as wide as most (cut at all counts half), less for a
 * late start and broken quotes; the wider wins a tie.
 */
function consistency(records: CsvRecord[]): number {
  const filled = records.filter((record) => record.cells.some((cell) => cell.trim() !== ''))
  const table = withoutNotes(filled)
  if (table)
    return 1 - Math.min(filled.indexOf(table[0]!), 10) * 0.03 + Math.min(table[0]!.cells.length, 50) * 0.0005
  const widths = new Map<number, number>()
  for (const { cells } of filled) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  const [width = 1, count = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  if (width < 2) return 0
  const start = filled.findIndex((record) => record.cells.length >= width)
  const otherwise = filled.length - count - (widths.get(1) ?? 0)
  const broken = filled.filter((record) => record.problem).length
  const share = (count + otherwise / 2 - broken / 4) / filled.length
  return share - Math.min(start, 10) * 0.03 + Math.min(width, 50) * 0.0005
}

/** A table of one width between lines that are not cut at all: titles above it, or notes a report has below. */
function withoutNotes(filled: CsvRecord[]): CsvRecord[] | null {
  const isRow = ({ cells }: CsvRecord) => cells.length > 1
  const table = filled.slice(filled.findIndex(isRow), filled.findLastIndex(isRow) + 1)
  const width = table[0]?.cells.length ?? 0
  const isEven = table.every(({ cells, problem }) => cells.length === width && !problem)
  return table.length > 1 && width > 2 && isEven ? table : null
}

function mostlyDecimalCommas(text: string): boolean {
  const commas = text.match(/,/g)?.length ?? 0
  const decimal = text.match(/\d,\d/g)?.length ?? 0
  return decimal > commas / 2
}
