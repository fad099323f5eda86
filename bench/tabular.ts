/**
 * Reading of import files: rows a second and growth of resident memory for 100,000 rows of 20 columns, and what hostile
 * files cost. `tsx bench/tabular.ts [rows]`; each file is read in a process of its own.
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { openTable } from '../src/server/files/tabular/open-table.ts'
import { escaped, xlsx } from '../tests/helpers/xlsx.ts'

const columns = 20
const self = fileURLToPath(import.meta.url)

if (process.argv[2] === '--read') await readOne(process.argv[3] as string)
else await compare(Number(process.argv[2] ?? 100_000))

async function compare(rows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onward-bench-'))
  try {
    const files = [
      await csvFile(join(folder, 'plain.csv'), rows, 'utf-8', (cell) => cell),
      await csvFile(join(folder, 'quoted-1251.csv'), rows, 'windows-1251', (cell) => `"${cell}"`),
      workbook(join(folder, 'few-texts.xlsx'), rows, (row) => `Клиент ${row % 5000}`),
      workbook(join(folder, 'many-texts.xlsx'), rows, (row, column) => `Клиент ${row} поле ${column}`),
    ]
    for (const file of files) {
      const result = spawnSync(process.execPath, [...process.execArgv, self, '--read', file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      console.log(result.stdout.toString().trim())
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readOne(path: string): Promise<void> {
  // The code is warmed up and its memory taken before measuring starts.
  const before = process.memoryUsage().rss
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  const start = performance.now()
  const table = await openTable(path)
  const opened = performance.now()
  let rows = 0
  let characters = 0
  for await (const row of table.rows()) {
    rows++
    characters += row.cells[row.cells.length - 1]?.length ?? 0
    if (rows % 5000 === 0) peak = Math.max(peak, process.memoryUsage().rss)
  }
  const end = performance.now()
  clearInterval(timer)
  const megabytes = ((peak - before) / 1024 ** 2).toFixed(0)
  const speed = Math.round(rows / ((end - opened) / 1000))
  console.log(
    `${path.split('/').at(-1)}: ${rows} rows (${characters}), open ${Math.round(opened - start)} ms, ${speed} rows/s, memory +${megabytes} MB`,
  )
  await table.close()
}

async function csvFile(
  path: string,
  rows: number,
  encoding: string,
  write: (cell: string) => string,
): Promise<string> {
  const out = createWriteStream(path)
  const heading = Array.from({ length: columns }, (_, column) => write(`Столбец ${column + 1}`)).join(';')
  out.write(iconv.encode(`${heading}\r\n`, encoding))
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns }, (_, column) =>
      write(column % 2 ? `${row}${column}` : `Клиент ${row}`),
    )
    if (!out.write(iconv.encode(`${cells.join(';')}\r\n`, encoding)))
      await new Promise<void>((resolve) => out.once('drain', () => resolve()))
  }
  out.end()
  await finished(out)
  return path
}

function workbook(path: string, rows: number, text: (row: number, column: number) => string): string {
  const indexes = new Map<string, number>()
  const pieces: string[] = []
  for (let row = 1; row <= rows + 1; row++) {
    let line = `<row r="${row}">`
    for (let column = 0; column < columns; column++) {
      const place = `${String.fromCharCode(65 + column)}${row}`
      if (column % 4 === 3 && row > 1) line += `<c r="${place}"><v>${row * column}</v></c>`
      else {
        const value = row === 1 ? `Столбец ${column + 1}` : text(row, column)
        if (!indexes.has(value)) indexes.set(value, indexes.size)
        line += `<c r="${place}" t="s"><v>${indexes.get(value)}</v></c>`
      }
    }
    pieces.push(`${line}</row>`)
  }
  const namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const sheet = Buffer.from(`<worksheet ${namespace}><sheetData>${pieces.join('')}</sheetData></worksheet>`)
  const strings = Buffer.from(
    `<sst ${namespace} uniqueCount="${indexes.size}">${[...indexes.keys()].map((one) => `<si><t>${escaped(one)}</t></si>`).join('')}</sst>`,
  )
  writeFileSync(
    path,
    xlsx({
      sheets: [{ name: 'Sheet1' }],
      parts: [
        { name: 'xl/worksheets/sheet1.xml', content: sheet },
        { name: 'xl/sharedStrings.xml', content: strings },
      ],
    }),
  )
  return path
}
