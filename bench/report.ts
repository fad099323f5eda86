import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { ExportRate } from './exports.ts'
import type { ImportRate } from './import-rate.ts'
import type { ManyRates } from './many.ts'
import { ms } from './measure.ts'
import type { Report } from './run.ts'

const file = join(import.meta.dirname, '../docs/performance.md')

/** What the figures were measured on. */
export function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${cpus().length} × ${first?.model.trim() ?? 'processor'}, ${memory} GB, Node ${process.version}`
}

export function asMarkdown({
  size,
  machine: on,
  runs,
  results,
  fanOut,
  memory,
  exported,
  imported,
  many,
}: Report): string {
  const head = [
    'Scenario',
    'median, ms',
    'p95',
    'p99',
    'requests/s, 16 at a time',
    'p95, 16 at a time',
    'bare SQL, ms',
    'ratio',
    'statements',
    'rows read',
  ]
  const lines = results.map(({ name, alone, crowd, bare, ratio, cost }) =>
    row([
      name,
      ms(alone.median),
      ms(alone.p95),
      ms(alone.p99),
      crowd.perSecond.toFixed(0),
      ms(crowd.p95),
      bare ? ms(bare.median) : '–',
      ratio?.toFixed(1) ?? '–',
      String(cost?.statements ?? '–'),
      cost?.rowsRead.toLocaleString('en') ?? '–',
    ]),
  )
  return [
    `Size ${size} on ${on}; ${runs} runs one at a time, ${runs * 4} sixteen at a time.`,
    '',
    row(head),
    row(head.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...lines,
    '',
    `A change reached the last of 200 open pages in ${fanOut.toFixed(0)} ms. Memory of the server afterwards: ${memory ?? '–'} MB.`,
    ...(many ? [manyLine(many)] : []),
    ...(exported ? [exportLine(exported)] : []),
    ...(imported ? [importLine(imported)] : []),
  ].join('\n')
}

function importLine({ rows, seconds, memory }: ImportRate): string {
  return `${rows.toLocaleString('en')} leads, duplicates recognised by phone and e-mail, were imported in ${seconds.toFixed(1)} s: ${perSecond(rows, seconds)} rows/s, memory +${memory ?? '–'} MB.`
}

function manyLine({ edited, undone, memory }: ManyRates): string {
  return `${edited.records.toLocaleString('en')} contacts were edited at ${perSecond(edited.records, edited.seconds)} a second and put back at ${perSecond(undone.records, undone.seconds)}; memory +${memory ?? '–'} MB.`
}

function exportLine(rates: readonly ExportRate[]): string {
  const lines = rates.map(
    ({ format, rows, seconds, megabytes, memory }) =>
      `as ${format} at ${perSecond(rows, seconds)} rows/s (${megabytes.toFixed(1)} MB), memory +${memory ?? '–'} MB`,
  )
  return `${rates[0]!.rows.toLocaleString('en')} contacts were exported ${lines.join('; ')}.`
}

const perSecond = (count: number, seconds: number) => Math.round(count / seconds).toLocaleString('en')

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** Puts the table of this size in its place in docs/performance.md. */
export function writeReport(report: Report): Promise<void> {
  return putInto(report.size, asMarkdown(report))
}

/** Puts a text into docs/performance.md, where `<!-- bench name -->` and `<!-- end name -->` say. */
export async function putInto(name: string, markdown: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end ${name} -->`]
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`there is no place for ${begin} in docs/performance.md`)
  await writeFile(file, `${before}${begin}\n\n${markdown}\n\n${end}${after}`)
}
