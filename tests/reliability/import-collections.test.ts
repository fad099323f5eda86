import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suggestSettings } from '../../src/modules/imports/server/index.ts'
import { openTable } from '../../src/server/files/tabular/open-table.ts'
import { unreadableReasons } from '../../src/server/files/tabular/table.ts'
import { sentences } from '../../src/server/sentences.ts'
import { importing, upload } from '../helpers/imports.ts'
import { lawBreaches } from '../helpers/law.ts'
import { sharedData } from '../helpers/shared-data.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const root = sharedData('')
const patience = { timeout: 600_000 }
/** Beyond this a file is read to its end, and checked by tests of its own. */
const largest = 1_500_000
/** Letters are no tables; one of each kind stands for all. */
const letters = /^(?:bounces|mail|replies|ical)\//

const files = root
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(root.length).replace(/^\/+/, ''))
      .sort()
  : []
const tables = files.filter((file) => !letters.test(file))

describe.skipIf(!root)('every file that others have written', () => {
  let app: TestApp
  let imports: ReturnType<typeof importing>
  beforeAll(async () => {
    app = await startTestApp({ jobs: true, model: 'collaborative' })
    imports = importing(app)
  })
  afterAll(() => app?.close())

  it.each(tables)(
    '%s: each row is made, matched or refused, or the file says why not',
    patience,
    async (file) => {
      const path = join(root ?? '', file)
      const rows = await rowsOf(path)
      const name = file.slice(file.lastIndexOf('/') + 1)
      if (statSync(path).size > largest) {
        expect(rows).toBeGreaterThan(0)
        return
      }
      const reply = await upload(app, app.admin, readFileSync(path), name)
      if (typeof rows === 'string') {
        expect(reply.status).toBe(422)
        expect(reply.body).toMatchObject({ code: 'import.unreadable', params: { reason: rows } })
        return
      }
      expect(reply.status).toBe(201)
      const { id, file: looked } = reply.body.item
      const settings = suggestSettings(looked, app.services.registry.entities)
      const basis = { kind: 'legitimateInterest' as const }
      await imports.verb('configure', { id, settings: { ...settings, basis } })
      const done = await imports.run(id)
      expect(done.status).toBe('done')
      const { created, updated, unchanged, skipped, failed } = done.counts
      expect(created + updated + unchanged + skipped + failed).toBe(rows)
      const refused = (await imports.problems(id)).filter(({ outcome }) => outcome === 'failed')
      expect(refused).toHaveLength(failed)
      for (const { problems } of refused)
        expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
    },
  )

  it('leaves nobody hanging', async () => {
    expect(await lawBreaches(app)).toEqual([])
  })

  it('of another kind is read to its end or refused', patience, async () => {
    const found = await Promise.all(
      files.filter((file) => letters.test(file)).map((file) => rowsOf(join(root ?? '', file))),
    )
    expect(found.filter((one) => one === 'mail').length).toBeGreaterThan(100)
    expect(found.filter((one) => one === 'calendar').length).toBeGreaterThan(20)
  })
})

it('every reason why a file cannot be read has a sentence in both languages', async () => {
  for (const locale of ['ru', 'en'] as const) {
    const t = await sentences(locale)
    for (const reason of unreadableReasons)
      expect(t(`import.unreadable.${reason}`, { limit: 1, value: 'x' })).not.toContain('import.unreadable')
  }
})

/** Rows of a file, counted apart from any import; the reason of one that is refused. */
async function rowsOf(path: string): Promise<number | string> {
  try {
    const table = await openTable(path)
    let count = 0
    for await (const _ of table.rows()) count++
    await table.close()
    return count
  } catch (error) {
    const { code, params } = error as { code?: string; params?: { reason: string } }
    if (code !== 'import.unreadable' || !params) throw error
    return params.reason
  }
}
