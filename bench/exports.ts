import { setTimeout as delay } from 'node:timers/promises'
import type { Place } from './place.ts'

export interface ExportRate {
  format: string
  rows: number
  seconds: number
  megabytes: number
  /** Growth of the server's resident memory at most, in megabytes; null where the system does not tell. */
  memory: number | null
}

const formats = ['csv', 'jsonl', 'vcf', 'xlsx']

/** Exports all contacts in each format, one after the other, as a browser does. */
export async function exportRates({ server, send }: Place): Promise<ExportRate[]> {
  const rates: ExportRate[] = []
  for (const format of formats) {
    const before = server.memory()
    let most = before
    const begun = performance.now()
    const { id } = await send('POST', '/commands/export.prepare', { entity: 'contact', format })
    for (;;) {
      most = Math.max(most ?? 0, server.memory() ?? 0)
      const { item } = await send('GET', `/exports/${id}`)
      if (item.status === 'running') {
        await delay(50)
        continue
      }
      if (item.status !== 'ready') throw new Error(`the export ended as ${item.status}`)
      rates.push({
        format,
        rows: item.rows,
        seconds: (performance.now() - begun) / 1000,
        megabytes: item.bytes / 1_000_000,
        memory: before === null ? null : most! - before,
      })
      break
    }
  }
  return rates
}
