import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { csv, type GivenSettings, importing } from '../helpers/imports.ts'
import { lawBreaches } from '../helpers/law.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const kills = Number(process.env.ONWARD_IMPORT_KILLS ?? 5)
const count = Number(process.env.ONWARD_IMPORT_KILL_ROWS ?? 4000)
const seed = Number(process.env.ONWARD_SEED ?? Date.now() % 1_000_000)
const patience = { timeout: 60_000 + kills * 30_000 + count * 10 }
const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))

let app: TestApp
let imports: ReturnType<typeof importing>
let worker: ChildProcess | null = null

// The app here only takes requests; the jobs are done by a process that is killed again and again.
beforeAll(async () => {
  app = await startTestApp()
  imports = importing(app)
})
afterEach(() => kill())
afterAll(() => app.close())

it(
  `an import survives being killed at ${kills} random rows (seed ${seed}), and so does its undo`,
  patience,
  async () => {
    await startWorker()
    expect(await imports.run(await importOf(earlier))).toMatchObject({ status: 'done' })
    await kill()
    const before = await contents()

    const rows = rowsOf(30, count, 'New')
    const id = await importOf(rows)
    await imports.verb('run', { id })
    for (const row of randomRows(kills)) {
      await startWorker()
      await until(async () => (await imports.state(id)).position >= row)
      await kill()
    }
    await startWorker()
    const done = await imports.settled(id)
    expect(done).toMatchObject({ status: 'done', position: rows.length + 1 })
    expect(done.counts).toEqual(expectedCounts(rows))
    expect(await deals()).toEqual(expectedDeals(rows))
    expect(await app.rows('select name from companies group by name having count(*) > 1')).toEqual([])
    expect(await app.rows('select deal_id from notes group by deal_id, text having count(*) > 1')).toEqual([])
    expect(await lawBreaches(app)).toEqual([])

    const again = await importOf(rows, { ...settings, onDuplicate: 'updateEmpty' })
    const counts = { created: 0, updated: 0, unchanged: rows.length, failed: 0 }
    expect((await imports.run(again)).counts).toMatchObject(counts)

    await kill()
    await imports.verb('undo', { id })
    const [acts] = await app.rows<{ n: number }>(
      'select count(*)::int as n from import_acts where import_id = $1',
      [id],
    )
    for (const share of [0.7, 0.3]) {
      await startWorker()
      const left = Math.floor(acts!.n * share)
      await until(
        async () => (await app.rows('select 1 from import_acts where import_id = $1', [id])).length <= left,
      )
      await kill()
    }
    await startWorker()
    expect(await imports.settled(id)).toMatchObject({ status: 'undone', counts: { kept: 0 } })
    expect(await contents()).toEqual(before)
    expect(await lawBreaches(app)).toEqual([])
  },
)

it(
  `contacts, decided about while others are written, survive the same (seed ${seed})`,
  patience,
  async () => {
    const people = Array.from({ length: count }, (_, n) => {
      // Now and then the same person again, from near or far above.
      const person = n % 900 === 899 ? n - (n % 1800 === 899 ? 3 : 800) : n
      return [`Person ${person}`, `+7${9_600_000_000 + person}`] as const
    })
    const id = await imports.begin(csv([['Name', 'Phone'], ...people]), {
      entity: 'contact',
      columns: { Name: 'name', Phone: 'phone' },
      match: ['phone'],
    })
    await imports.verb('run', { id })
    for (const row of randomRows(kills)) {
      await startWorker()
      await until(async () => (await imports.state(id)).position >= row)
      await kill()
    }
    await startWorker()
    const distinct = new Set(people.map(([, phone]) => phone))
    const done = await imports.settled(id)
    expect(done).toMatchObject({ status: 'done', position: count + 1 })
    expect(done.counts).toMatchObject({ created: distinct.size, unchanged: count - distinct.size, failed: 0 })
    const found = await app.rows<{ phone: string }>('select phone from contacts order by phone')
    expect(found.map(({ phone }) => phone)).toEqual([...distinct].sort())
    expect(await imports.undo(id)).toMatchObject({ status: 'undone', counts: { kept: 0 } })
    expect(await app.rows('select 1 from contacts where deleted_at is null')).toEqual([])
    expect(await app.rows(`select 1 from search_entries where entity = 'contact'`)).toEqual([])
  },
)

const columns = {
  Id: 'externalId',
  Title: 'title',
  Company: 'company',
  Amount: 'amount',
  Stage: 'stage',
  Note: 'note',
}
const settings: GivenSettings = { entity: 'deal', columns, match: ['externalId'], onDuplicate: 'overwrite' }

type Row = [id: string, title: string, company: string, amount: number, stage: string, note: string]

/** Every ninth row tells of the deal of the row before it, every fiftieth of one far above. */
function rowsOf(from: number, to: number, mark: string): Row[] {
  return Array.from({ length: to - from }, (_, index) => {
    const n = from + index
    const deal = n % 50 === 49 ? Math.max(from, n - 700) : n % 9 === 8 ? n - 1 : n
    return [
      `id-${deal}`,
      `${mark} ${n}`,
      `Company ${deal % 300}`,
      n,
      n % 7 === 0 ? 'Won' : '',
      `Told in ${mark} ${n}`,
    ]
  })
}

/** What is there before. */
const earlier = rowsOf(0, 60, 'Before')

function importOf(rows: Row[], given = settings): Promise<string> {
  return imports.begin(csv([Object.keys(columns), ...rows]), given)
}

/** What the file comes to, row by row. */
function expectedDeals(rows: Row[]): unknown[] {
  const deals = new Map<
    string,
    { id: string; title: string; company: string; amount: number; status: string; notes: number }
  >()
  for (const [id, title, company, amount, stage] of [...earlier, ...rows]) {
    const known = deals.get(id)
    if (!known)
      deals.set(id, {
        id,
        title,
        company,
        amount: amount * 100,
        status: stage === 'Won' ? 'won' : 'open',
        notes: 1,
      })
    else Object.assign(known, { title, company, amount: amount * 100, notes: known.notes + 1 })
  }
  return [...deals.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function expectedCounts(rows: Row[]) {
  const known = new Set(earlier.map(([id]) => id))
  const companies = new Set(earlier.map(([, , company]) => company))
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, warnings: 0 }
  const linked = { created: 0, found: 0 }
  for (const [id, , company] of rows) {
    counts[known.has(id) ? 'updated' : 'created']++
    linked[companies.has(company) ? 'found' : 'created']++
    known.add(id)
    companies.add(company)
  }
  return { ...counts, linked: { company: linked } }
}

function deals(): Promise<unknown[]> {
  return app.rows(`
    select d.external_id as id, d.title, c.name as company, d.amount, d.status, (select count(*)::int from notes n where n.deal_id = d.id) as notes
    from deals d join companies c on c.id = d.company_id order by d.external_id collate "C"`)
}

/** Everything records hold but for their versions, which move on. */
async function contents(): Promise<unknown> {
  const tables = ['companies', 'deals', 'steps', 'notes']
  return Promise.all(
    tables.map((table) =>
      app.rows(
        `select count(*), md5(string_agg((to_jsonb(t) - 'version')::text, '|' order by id)) from ${table} t`,
      ),
    ),
  )
}

/** Numbers of rows to be killed at, in order. */
function randomRows(n: number): number[] {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  return Array.from({ length: n }, () => 1 + Math.floor(random() * (count - 2100))).sort((a, b) => a - b)
}

async function startWorker(): Promise<void> {
  const { databaseUrl, dataDir } = app.services.config
  const env = {
    PATH: process.env.PATH,
    LANG: 'C',
    LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl!,
    ONWARD_DATA_DIR: dataDir,
    ROLE: 'worker',
  }
  const child = spawn(process.execPath, ['--import', 'tsx', entry, 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  worker = child
  for await (const chunk of child.stdout) if (String(chunk).includes('background work')) return
  throw new Error('the worker has not started')
}

async function kill(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return
  worker.kill('SIGKILL')
  await once(worker, 'exit')
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(5)
}
