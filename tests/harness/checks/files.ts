import { createHash } from 'node:crypto'
import { attachedText } from '../attached-text.ts'
import type { Line } from '../log.ts'
import type { Person, World } from '../world.ts'
import type { Breach, Sql } from './breach.ts'

/** Of the many files of a long run, so many are fetched. */
const mostFetched = 200

/** What was taken in can be fetched, byte for byte. */
export async function fileBreaches(lines: readonly Line[], { admin }: World, url: string): Promise<Breach[]> {
  const sent = new Map(
    lines.flatMap((line) => (line.line === 'sent' && line.operation === 'file' ? [[line.key, line]] : [])),
  )
  const attached = lines.filter((line) => line.line === 'acknowledged' && sent.has(line.key))
  const breaches: Breach[] = []
  for (const line of attached.slice(-mostFetched)) {
    if (line.line !== 'acknowledged') continue
    const { mark, bytes } = sent.get(line.key)!.body as { mark: string; bytes: number }
    const id = line.changed[0]![1]
    const { status, content } = await fetched(url, admin, `/files/${id}/content`)
    const isSame = status === 200 && sha256(content) === sha256(Buffer.from(attachedText(mark, bytes)))
    if (!isSame)
      breaches.push({
        check: 'files',
        key: line.key,
        what: `file ${id} of ${bytes} bytes is answered with ${status} and ${content.length} bytes`,
      })
  }
  return breaches
}

/** A file that is said to be ready holds as many records as it says, each once and whole. */
export async function exportBreaches(sql: Sql, { admin }: World, url: string): Promise<Breach[]> {
  const exports = await sql.rows<{ id: string; count: number }>(
    `select id, row_count as count from exports where status = 'ready' order by id desc limit 20`,
  )
  const breaches: Breach[] = []
  for (const { id, count } of exports) {
    const { status, content } = await fetched(url, admin, `/exports/${id}/file`)
    const tell = (what: string) => breaches.push({ check: 'exports', what: `export ${id}: ${what}` })
    if (status !== 200) {
      tell(`cannot be fetched: ${status}`)
      continue
    }
    const rows = content.toString('utf8').split('\n').filter(Boolean).map(idIn)
    if (rows.length !== count) tell(`says ${count} records and holds ${rows.length}`)
    if (rows.some((one) => one === null)) tell('holds a broken record')
    else if (new Set(rows).size !== rows.length) tell('holds a record twice')
  }
  return breaches
}

function idIn(line: string): string | null {
  try {
    return (JSON.parse(line) as { id?: string }).id ?? null
  } catch {
    return null
  }
}

async function fetched(url: string, { headers }: Person, path: string) {
  const answer = await fetch(`${url}/api/v1${path}`, { headers })
  return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
