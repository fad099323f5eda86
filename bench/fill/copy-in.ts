import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** A cell as COPY takes it. */
export type Cell = string | number | null

const rowsAtOnce = 2000

/** Streams rows into a table by COPY; cells hold neither tabs nor backslashes. */
export async function copyIn(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const target = client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`))
  await pipeline(Readable.from(chunks(rows)), target)
}

function* chunks(rows: Iterable<readonly Cell[]>): Generator<string> {
  let text = ''
  let count = 0
  for (const row of rows) {
    for (let index = 0; index < row.length; index++)
      text += `${index > 0 ? '\t' : ''}${row[index] === null ? '\\N' : row[index]}`
    text += '\n'
    if (++count % rowsAtOnce > 0) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}
