import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import { contact } from '../../customers/index.ts'
import type { ExportRow } from './exports.queries.ts'
import type { RecordPage } from './record-pages.ts'
import { fileOf } from './write-export.job.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Pages without an end, of texts that cannot be packed; `asked` counts those that were asked for. */
function endless() {
  const pages = {
    asked: 0,
    async *[Symbol.asyncIterator](): AsyncGenerator<RecordPage> {
      for (;;) {
        pages.asked++
        const items = Array.from({ length: 50 }, (_, n) => ({
          id: `record ${n}`,
          version: 1,
          name: randomBytes(400).toString('base64'),
        }))
        yield { items, titles: {} }
      }
    },
  }
  return pages
}

const pack = promisify(deflateRaw)

/** So many turns of everything a file is written with, packing included, that an unheld writer would have gone far. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await pack(randomBytes(100_000))
}

it.each(['csv', 'jsonl', 'vcf', 'xlsx'] as const)(
  'a file that nobody reads on is not written on: %s',
  async (format) => {
    await app.act(async (ctx) => {
      const pages = endless()
      const request: ExportRow['request'] = { selection: {}, columns: ['name'], sort: [] }
      const wanted = { format, request } as ExportRow
      const file = (await fileOf(ctx, wanted, contact, pages))[Symbol.asyncIterator]()
      await file.next()
      await turns()
      const held = pages.asked
      expect(held).toBeLessThan(20)
      for (let chunk = 0; chunk < 40; chunk++) await file.next()
      expect(pages.asked).toBeGreaterThan(held)
      await file.return?.()
    })
  },
)
