import { oneOf, type Random } from '../random.ts'
import type { World } from '../world.ts'
import type { Breach, Sql } from './breach.ts'

interface Page {
  items: { id: string }[]
  cursor: string
  more: boolean
}

/** Kinds whose events a program that may see everything must hear of. */
const kinds = ['lead', 'deal', 'contact', 'company', 'step', 'note', 'file']

/**
 * Keeps up with the changes as a program does: page after page from the beginning, each time from the place the answer
 * before named, whatever falls over meanwhile. Each event is told once, and none is left out.
 */
export function feedWatch(urls: readonly string[], { admin }: World, random: Random) {
  const told = new Map<string, number>()
  let cursor = 'start'
  let lost: string | null = null

  /** Reads a page; true when it was the last there is just now. */
  async function read(url: string): Promise<boolean> {
    const answer = await fetch(`${url}/api/v1/changes?limit=500&after=${encodeURIComponent(cursor)}`, {
      headers: admin.headers,
      signal: AbortSignal.timeout(8_000),
    })
    const text = await answer.text()
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      lost = `${answer.status} ${text}`
    if (answer.status !== 200) throw new Error(`changes: ${answer.status}`)
    const page = JSON.parse(text) as Page
    for (const { id } of page.items) told.set(id, (told.get(id) ?? 0) + 1)
    cursor = page.cursor
    return !page.more
  }

  return {
    /** Reads on while people work; a server that is away is asked again later. */
    follow: () => read(oneOf(random, urls)!).then(undefined, () => true),
    async breaches(sql: Sql, url: string): Promise<Breach[]> {
      while (!(await read(url)));
      const rows = await sql.rows<{ id: string }>(
        'select id from events where xid is not null and entity = any($1)',
        [kinds],
      )
      const missing = rows.filter(({ id }) => !told.has(id))
      const twice = [...told].filter(([, times]) => times > 1)
      const tell = (what: string, detail?: unknown) => ({ check: 'feed', what, detail })
      return [
        ...(lost ? [tell(`a place in the changes was refused: ${lost}`)] : []),
        ...(missing.length > 0 ? [tell(`${missing.length} changes were never told`, missing[0])] : []),
        ...(twice.length > 0 ? [tell(`${twice.length} changes were told more than once`, twice[0])] : []),
      ]
    },
  }
}
