import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { lawBreaches } from '../helpers/law.ts'
import { actBreaches, type Counts } from './checks/acts.ts'
import { answerBreaches } from './checks/answers.ts'
import { backgroundBreaches, underWay } from './checks/background.ts'
import type { Breach, Sql } from './checks/breach.ts'
import { bulkBreaches } from './checks/bulk.ts'
import { doubleBreaches } from './checks/doubles.ts'
import { feedWatch } from './checks/feed.ts'
import { fieldBreaches } from './checks/fields.ts'
import { exportBreaches, fileBreaches } from './checks/files.ts'
import { halfStates } from './checks/half-states.ts'
import { importBreaches } from './checks/imports.ts'
import { jobWatch } from './checks/jobs.ts'
import { mergeBreaches } from './checks/merges.ts'
import { probeBreaches } from './checks/probes.ts'
import { scopeBreaches } from './checks/scope.ts'
import { sealBreaches } from './checks/seals.ts'
import { settingBreaches } from './checks/settings.ts'
import { storyBreaches } from './checks/story.ts'
import { webhookBreaches } from './checks/webhooks.ts'
import { type Line, readLogs } from './log.ts'
import { randomOf } from './random.ts'
import { until } from './servers.ts'
import type { World } from './world.ts'

/** What the checker is told. It knows the database and the API, and nothing of how they are made. */
export type CheckerOrder =
  | { watch: { databaseUrl: string; urls: string[]; folder: string; world: World } }
  | { judge: { url: string; databaseUrl: string } }

/** What the checker tells: each breach as it sees it, and at the end the whole. */
export type CheckerNews = { breach: Breach } | { verdict: Verdict }

export interface Verdict {
  counts: Counts
  /** Looks at the database during the run. */
  looks: number
  breaches: Breach[]
  /** All lines of the first operation that failed. */
  history: Line[]
}

const lookEvery = 100
/** Of one kind so many are told; the first ones say it all. */
const most = 5

let watching: {
  stop(): Promise<{ looks: number; breaches: Breach[] }>
  feed: ReturnType<typeof feedWatch>
  world: World
  folder: string
} | null = null

process.on('message', (order: CheckerOrder) => {
  if ('watch' in order) watching = watch(order.watch)
  else void judge(order.judge)
})

/** Looks at the database ten times a second until told to stop; a database that is away is looked for again. */
function watch({ databaseUrl, urls, folder, world }: Extract<CheckerOrder, { watch: object }>['watch']) {
  const breaches: Breach[] = []
  const lookAtJobs = jobWatch()
  let looks = 0
  let running = true
  let lastProblem = ''
  const look = async (sql: Sql) => {
    const law = (await lawBreaches(sql)).map((detail) => ({
      check: 'law',
      what: 'an open record without exactly one open step, or a step without its record',
      detail,
    }))
    const found = [
      ...law,
      ...(await halfStates(sql, 3)),
      ...(await mergeBreaches(sql)),
      ...(await lookAtJobs(sql)),
    ]
    looks++
    for (const breach of found.slice(0, most)) {
      breaches.push(breach)
      await appendFile(join(folder, 'breaches.jsonl'), `${JSON.stringify({ at: Date.now(), ...breach })}\n`)
      process.send?.({ breach })
    }
  }
  const finished = (async () => {
    while (running) {
      const client = new pg.Client({
        connectionString: databaseUrl,
        connectionTimeoutMillis: 2_000,
        statement_timeout: 20_000,
      })
      client.on('error', () => undefined)
      try {
        await client.connect()
        while (running) {
          const since = Date.now()
          await inSnapshot(client, world.schema, look)
          await delay(Math.max(0, lookEvery - (Date.now() - since)))
        }
      } catch (error) {
        // The database is away, which is what the run is about; anything else must be seen by whoever reads the log.
        const problem = error instanceof Error ? error.message : String(error)
        if (problem !== lastProblem) process.stderr.write(`${new Date().toISOString()} ${problem}\n`)
        lastProblem = problem
        await delay(lookEvery)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  })()
  const feed = feedWatch(urls, world, randomOf(0, 'feed'))
  const followed = (async () => {
    while (running) {
      await feed.follow()
      await delay(lookEvery)
    }
  })()
  const stop = async () => {
    running = false
    await Promise.all([finished, followed])
    return { looks, breaches }
  }
  return { stop, feed, world, folder }
}

async function judge({ url, databaseUrl }: { url: string; databaseUrl: string }): Promise<void> {
  if (!watching) throw new Error('nothing was watched')
  const { feed, world, folder } = watching
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    options: `-c search_path=${world.schema},public`,
  })
  pool.on('error', () => undefined)
  const sql = {
    rows: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await pool.query(text, values)).rows as Row[],
    offend: (text: string) => offend(pool, text),
  }
  const breaches: Breach[] = []
  const add = (found: Breach[]) => {
    const perCheck = new Map<string, number>()
    for (const breach of found) {
      const count = perCheck.get(breach.check) ?? 0
      perCheck.set(breach.check, count + 1)
      if (count < most) breaches.push(breach)
    }
  }
  // What was acknowledged as set going must come to its end by itself.
  const { firstTransaction } = world
  const isAllDone = async () => (await underWay(sql, firstTransaction)).length === 0
  await until('everything comes to its end', isAllDone, { every: 250 }).catch(() => undefined)
  const watched = await watching.stop()
  add(watched.breaches)
  const lines = await readLogs(folder)
  add((await lawBreaches(sql)).map((detail) => ({ check: 'law', what: 'at the end', detail })))
  const acts = await actBreaches(sql, world, lines)
  add(acts.breaches)
  add(await halfStates(sql))
  add(await storyBreaches(sql))
  add(await sealBreaches(sql))
  add(await importBreaches(sql, lines))
  add(await backgroundBreaches(sql, firstTransaction))
  add(await bulkBreaches(sql))
  add(await mergeBreaches(sql))
  add(await doubleBreaches(sql))
  add(await feed.breaches(sql, url))
  add(await webhookBreaches(sql, world, folder))
  add(await fieldBreaches(sql, world, url))
  add(await fileBreaches(lines, world, url))
  add(await exportBreaches(sql, world, url))
  add(await probeBreaches(sql))
  add(await settingBreaches(sql))
  add(await scopeBreaches(sql, world, url))
  add(answerBreaches(lines))
  const first = breaches.find(({ key }) => key)?.key
  const history = first ? lines.filter(({ key }) => key === first) : []
  const verdict: Verdict = { counts: acts.counts, looks: watched.looks, breaches, history }
  await pool.end()
  process.send?.({ verdict } satisfies CheckerNews, () => process.disconnect())
}

async function inSnapshot(
  client: pg.Client,
  schema: string,
  work: (sql: Sql) => Promise<void>,
): Promise<void> {
  await client.query(
    `begin isolation level repeatable read read only; set local search_path to ${schema}, public`,
  )
  await work({
    rows: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await client.query(text, values)).rows as Row[],
  })
  await client.query('commit')
}

/** Runs a statement as if it were committed, and takes it back. */
async function offend(pool: pg.Pool, text: string): Promise<{ refusal: string | null; changed: number }> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rowCount } = await client.query(text)
    await client.query('set constraints all immediate')
    return { refusal: null, changed: rowCount ?? 0 }
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message: string }
    return { refusal: constraint ?? message, changed: 0 }
  } finally {
    await client.query('rollback')
    client.release()
  }
}
