import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { leadsFile } from './made-up-files.ts'
import type { Place } from './place.ts'

export interface ImportRate {
  rows: number
  seconds: number
  /** Growth of the server's resident memory at most, in megabytes; null where the system does not tell. */
  memory: number | null
}

const columns = {
  Name: 'name',
  Company: 'companyName',
  Phone: 'phone',
  Email: 'email',
  City: 'city',
  Source: 'source',
  Budget: 'budget',
  Description: 'description',
}

/** Brings leads in over HTTP, as a browser does, with duplicates recognised by phone and e-mail. */
export async function importRate({ server, cookies, send }: Place, rows: number): Promise<ImportRate> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-import-'))
  try {
    const form = new FormData()
    form.append('file', new Blob([await readFile(leadsFile(join(folder, 'leads.csv'), rows))]), 'leads.csv')
    const answer = await fetch(`${server.url}/api/v1/imports`, {
      method: 'POST',
      body: form,
      headers: { cookie: cookies.at(-1)!, origin: server.url },
    })
    if (answer.status !== 201) throw new Error(`imports: ${answer.status} ${await answer.text()}`)
    const { item } = (await answer.json()) as { item: { id: string } }
    const settings = { entity: 'lead', columns, match: ['phone', 'email'], basis: { kind: 'contract' } }
    await send('POST', '/commands/import.configure', { id: item.id, settings })
    const before = server.memory()
    let most = before
    const start = performance.now()
    await send('POST', '/commands/import.run', { id: item.id })
    for (let status = 'running'; status === 'running'; ) {
      await delay(100)
      most = Math.max(most ?? 0, server.memory() ?? 0)
      const { item: run } = await send('GET', `/imports/${item.id}`)
      status = run.status
      if (status !== 'running' && status !== 'done') throw new Error(`the import ended as ${status}`)
    }
    const seconds = (performance.now() - start) / 1000
    return { rows, seconds, memory: before === null ? null : most! - before }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
