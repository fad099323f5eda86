import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { serverModules } from '../src/modules/server.ts'
import { readConfig } from '../src/server/app/config.ts'
import { serve } from '../src/server/app/serve.ts'
import { createWorkspace } from '../src/server/auth/create-workspace.ts'
import { startSession } from '../src/server/auth/sessions.ts'
import { openDatabase } from '../src/server/db/open-database.ts'
import { fillLeads } from './fill.ts'
import { measure, ms } from './measure.ts'
import { type Place, scenarios } from './scenarios.ts'

/** `npm run bench [-- --leads 100000 --runs 60 --only list]`: each scenario over HTTP with a real session, next to its bare SQL. */
const leads = numberAfter('--leads', 100_000)
const runs = numberAfter('--runs', 60)
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]! : ''

const dataDir = await mkdtemp(join(tmpdir(), 'onward-bench-'))
const config = readConfig({ PORT: '0', LOG_LEVEL: 'error' }, { dataDir })
const database = await openDatabase(config, pino({ level: 'error' }))
const app = await serve(config, { databaseUrl: database.url, modules: serverModules })
try {
  const place = await prepare()
  console.log(`${leads} leads, ${runs} runs each, one at a time; times in ms\n`)
  console.log('| scenario | median | p95 | p99 | bare SQL median | ratio |')
  console.log('|---|---|---|---|---|---|')
  for (const { name, call, bare } of scenarios.filter((one) => one.name.includes(only))) {
    const http = await measure(runs, (n) => call(place, n))
    const sql = bare ? await measure(runs, (n) => bare(place, n)) : null
    console.log(
      `| ${name} | ${ms(http.median)} | ${ms(http.p95)} | ${ms(http.p99)} | ${sql ? ms(sql.median) : '–'} | ${sql ? (http.median / sql.median).toFixed(1) : '–'} |`,
    )
  }
  console.log(`\nmemory of the process: ${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB`)
  await place.client.end()
} finally {
  await app.close()
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
}

async function prepare(): Promise<Place> {
  const company = { name: 'Bench', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' }
  const admin = { name: 'Anna', email: 'anna@example.com', password: 'correct horse battery' }
  const { workspace, userId, accountId } = await createWorkspace(app.services, {
    locale: 'en',
    company,
    model: 'transactional',
    admin,
  })
  await fillLeads(app.services.pool, workspace.schema, leads)
  const token = await startSession(app.services.workspaces.global, accountId, workspace.id, new Date())
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`set search_path to ${workspace.schema}, public`)
  const headers = { cookie: `__Host-onward=${token}`, origin: app.url, 'content-type': 'application/json' }
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
    return JSON.parse(text)
  }
  const { rows } = await client.query(
    'select id, next_step_id as step from leads where next_step_id is not null order by created_at limit 5000',
  )
  return { send, client, userId, leads: rows }
}

function numberAfter(flag: string, otherwise: number): number {
  const at = process.argv.indexOf(flag)
  return at > 0 ? Number(process.argv[at + 1]) : otherwise
}
