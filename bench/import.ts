/**
 * Bringing in leads with duplicates recognised by phone and e-mail: rows a second, the first sign of progress, growth of
 * resident memory and where the processor time goes, next to a bare COPY of the same columns into a table without
 * indexes. `tsx bench/import.ts [rows | file.csv] [lead | contact]`. The database is the built-in one with its safe settings.
 */
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { keepHeapSmall } from '../src/cli/small-heap.ts'
import {
  beginImport,
  checkHandler,
  configureHandler,
  importKey,
  importRun,
  lookAt,
  runHandler,
  suggestSettings,
  undoHandler,
} from '../src/modules/imports/server/index.ts'
import { serverModules } from '../src/modules/server.ts'
import { type ActFrame, runAct, runRead } from '../src/server/act.ts'
import { readConfig } from '../src/server/app/config.ts'
import { closeServices, openServices } from '../src/server/app/serve.ts'
import { findActor } from '../src/server/auth/actors.queries.ts'
import { createWorkspace } from '../src/server/auth/create-workspace.ts'
import { startEngine } from '../src/server/db/engine/start-engine.ts'
import { openTable } from '../src/server/files/tabular/open-table.ts'
import { getRecord } from '../src/server/records/read.ts'
import { installOf, type Services } from '../src/server/services.ts'
import { contactsFile, leadsFile } from './made-up-files.ts'

keepHeapSmall()
const wanted = process.argv[2] ?? '100000'
const folder = mkdtempSync(join(tmpdir(), 'onward-bench-'))
const kind = process.argv[3] === 'contact' ? 'contact' : 'lead'
const make = kind === 'lead' ? leadsFile : contactsFile
const file = /^\d+$/.test(wanted) ? make(join(folder, 'rows.csv'), Number(wanted)) : wanted
const engine = await startEngine({
  dataDir: folder,
  log: { info() {}, warn: console.warn, error: console.error },
})
try {
  const databaseUrl = engine.connectionString()
  const config = readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' }, { dataDir: folder })
  const services = await openServices(config, { databaseUrl, modules: serverModules })
  try {
    await measure(services)
  } finally {
    await closeServices(services)
  }
  await bareCopy(databaseUrl)
} finally {
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(services: Services): Promise<void> {
  const frame = await newWorkspace(services)
  const id = uuidv7()
  await services.files.save(importKey(id), createReadStream(file))
  const looked = await lookAt(services.files, id)
  await beginImport(frame, id, 'leads.csv', looked)
  const settings = suggestSettings(looked, services.registry.entities, kind)
  await runAct(frame, (ctx) =>
    configureHandler.run(ctx, {
      id,
      settings: { ...settings, match: ['phone', 'email'], basis: { kind: 'contract' } },
    }),
  )
  if (process.env.ONWARD_BENCH_CHECK) await timed('check ', frame, id, checkHandler)
  await timed('import', frame, id, runHandler)
  if (process.env.ONWARD_BENCH_UNDO) await timed('undo  ', frame, id, undoHandler)
}

async function newWorkspace(services: Services): Promise<ActFrame> {
  const { workspace, userId } = await createWorkspace(services, {
    locale: 'ru',
    company: { name: 'Bench', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
    model: 'transactional',
    admin: { name: 'Anna', email: 'anna@example.com', password: 'a long enough one' },
  })
  const { registry, log, now, workspaces } = services
  const found = await workspaces.find(workspace.id)
  const actor = await findActor(workspaces.global, workspace.schema, userId, 'session')
  if (!found || !actor) throw new Error('the workspace is not there')
  return { ...found, registry, install: installOf(services), actor, locale: 'ru', log, now }
}

async function timed(name: string, frame: ActFrame, id: string, handler: typeof runHandler): Promise<void> {
  globalThis.gc?.()
  const memory = process.memoryUsage().rss
  const node = process.cpuUsage()
  const database = databaseSeconds()
  let peak = memory
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  const start = performance.now()
  await runAct(frame, (ctx) => handler.run(ctx, { id }))
  let first = 0
  for (;;) {
    const { progress, status, counts, failure } = await runRead(frame, (ctx) => getRecord(ctx, importRun, id))
    if ((progress as number) > 0) first ||= performance.now() - start
    if (!['running', 'checking', 'undoing'].includes(status as string)) {
      clearInterval(watch)
      const seconds = (performance.now() - start) / 1000
      const { created, updated, unchanged, skipped, failed } = counts as Record<string, number>
      const rows = created! + updated! + unchanged! + skipped! + failed!
      const used = process.cpuUsage(node)
      const perRow = (seconds: number) => `${Math.round((seconds / rows) * 1e6)} µs`
      console.log(
        `${name}: ${rows} rows in ${seconds.toFixed(1)} s = ${Math.round(rows / seconds)} rows/s; first progress ${Math.round(first)} ms; memory +${Math.round((peak - memory) / 1024 ** 2)} MB; processor per row: Node ${perRow((used.user + used.system) / 1e6)}, database ${perRow(databaseSeconds() - database)}`,
      )
      console.log(`        ${status} ${JSON.stringify(counts)} ${failure ? JSON.stringify(failure) : ''}`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Processor time of the database server and all its processes so far; 0 where the system does not tell. */
function databaseSeconds(): number {
  try {
    const postmaster = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]
    const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
    const ticks = [postmaster, ...children].map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      // The server's own row counts what its ended children used.
      const own = Number(fields[11]) + Number(fields[12])
      return pid === postmaster ? own + Number(fields[13]) + Number(fields[14]) : own
    })
    return ticks.reduce((sum, one) => sum + one, 0) / 100
  } catch {
    return 0
  }
}

/** The same cells through COPY into a table of text columns: the least any way in can cost. */
async function bareCopy(url: string): Promise<void> {
  const table = await openTable(file)
  const rows: string[] = []
  for await (const { cells } of table.rows()) rows.push(`${cells.join('\t')}\n`)
  await table.close()
  const client = new pg.Client(url)
  await client.connect()
  const columns = table.headings.map((_, index) => `c${index} text`).join(', ')
  await client.query(`create table bare (${columns})`)
  const start = performance.now()
  await copyIn(client, 'copy bare from stdin', rows.join(''))
  const seconds = (performance.now() - start) / 1000
  console.log(
    `COPY  : ${rows.length} rows in ${seconds.toFixed(1)} s = ${Math.round(rows.length / seconds)} rows/s`,
  )
  await client.end()
}

function copyIn(client: pg.Client, text: string, content: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The parts of the driver's protocol that its types leave out.
    const copy = {
      submit: (connection: { query(text: string): void }) => connection.query(text),
      handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) {
        connection.sendCopyFromChunk(Buffer.from(content))
        connection.endCopyFrom()
      },
      handleRowDescription() {},
      handleCommandComplete() {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    }
    client.query(copy as unknown as pg.Submittable)
  })
}
