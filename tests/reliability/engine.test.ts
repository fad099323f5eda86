import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkServer } from '../../src/server/db/engine/check-server.ts'
import { isAlive } from '../../src/server/db/engine/processes.ts'
import { type Engine, startEngine } from '../../src/server/db/engine/start-engine.ts'
import { fastestPlace } from '../helpers/test-server.ts'

const isRoot = process.getuid?.() === 0
const engineProcess = fileURLToPath(new URL('../helpers/engine-process.ts', import.meta.url))

let dataDir: string
let cleanUp: (() => Promise<unknown>)[]
let logged: string[]
let onLogged: ((message: string) => void) | null

// Under root a fresh folder is closed to the account of the server, as a home folder would be.
beforeEach(async () => {
  dataDir = await mkdtemp(join(await fastestPlace(), 'onward-engine-'))
  cleanUp = []
  logged = []
  onLogged = null
})

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step()
  await rm(dataDir, { recursive: true, force: true })
})

describe('starting and stopping', () => {
  test('what was written is there after a restart, on the same port', async () => {
    const first = await start()
    await query(first.connectionString(), 'create table kept (word text)')
    await query(first.connectionString(), `insert into kept values ('ёлка')`)
    await first.stop()
    const second = await start()
    expect(await query(second.connectionString(), 'select word from kept')).toEqual([{ word: 'ёлка' }])
    expect(second).toMatchObject({ port: first.port, adopted: false })
  })

  test.runIf(isRoot)('root under a closed folder hands the database to an unprivileged account', async () => {
    await start()
    expect((await stat(dataDir)).mode & 0o077).toBe(0)
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0)
    expect((await stat(join(dataDir, 'engine.json'))).mode & 0o777).toBe(0o600)
  })

  test('the app does not work as a superuser', async () => {
    const engine = await start()
    await expect(query(engine.connectionString(), `copy (select 1) to program 'true'`)).rejects.toThrow(
      'permission denied',
    )
  })

  test('a taken port is no obstacle', async () => {
    const first = await start()
    await first.stop()
    const squatter = createServer().listen(first.port, '127.0.0.1')
    await once(squatter, 'listening')
    cleanUp.push(async () => squatter.close())
    const second = await start()
    expect(second.port).not.toBe(first.port)
    expect(await query(second.connectionString(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a lost password file is made anew and the data stay', async () => {
    const first = await start()
    await query(first.connectionString(), 'create table kept (word text)')
    await first.stop()
    await rm(join(dataDir, 'engine.json'))
    const second = await start()
    expect(await query(second.connectionString(), 'select count(*)::int as rows from kept')).toEqual([
      { rows: 0 },
    ])
  })

  test('data of another PostgreSQL release are refused and left alone', async () => {
    await (await start()).stop()
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '15\n')
    await expect(start()).rejects.toThrow(
      'was written by PostgreSQL 15, but this Onward brings PostgreSQL 18',
    )
    expect(await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('15\n')
  })
})

describe('after a kill', () => {
  test('the database comes back on its own, even with a query busy, and keeps what it acknowledged', async () => {
    const engine = await start()
    await query(engine.connectionString(), 'create table kept (word text)')
    await query(engine.connectionString(), `insert into kept values ('acknowledged')`)
    const busy = query(engine.connectionString(), 'select count(*) from generate_series(1, 1e12)').catch(
      (error: Error) => error,
    )
    const back = nextLog(/running again/)
    process.kill(await serverPid(), 'SIGKILL')
    await back
    expect(await busy).toBeInstanceOf(Error)
    expect(await query(engine.connectionString(), 'select word from kept')).toEqual([
      { word: 'acknowledged' },
    ])
  })

  test('the next start takes over the database of a killed Onward', async () => {
    const killed = await startProcess()
    await query(killed.url, 'create table kept (word text)')
    await kill(killed.child)
    const engine = await start()
    expect(engine.adopted).toBe(true)
    expect(await query(engine.connectionString(), 'select count(*)::int as rows from kept')).toEqual([
      { rows: 0 },
    ])
    const pid = await serverPid()
    await engine.stop()
    expect(await isAlive(pid)).toBe(false)
  })

  test('a taken-over database is restarted when it dies', async () => {
    await kill((await startProcess()).child)
    const engine = await start()
    const back = nextLog(/running again/)
    process.kill(await serverPid(), 'SIGKILL')
    await back
    expect(await query(engine.connectionString(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('the next start works when both Onward and its database were killed', async () => {
    const killed = await startProcess()
    await query(killed.url, 'create table kept (word text)')
    await kill(killed.child)
    process.kill(await serverPid(), 'SIGKILL')
    const engine = await start()
    expect(engine.adopted).toBe(false)
    expect(await query(engine.connectionString(), 'select count(*)::int as rows from kept')).toEqual([
      { rows: 0 },
    ])
  })

  test('a process id that now belongs to another program is not taken for the database', async () => {
    await (await start()).stop()
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    await writeFile(pidFile, [process.pid, dataDir, 1, 5432, '', '127.0.0.1', '', 'ready', ''].join('\n'))
    const engine = await start()
    expect(engine.adopted).toBe(false)
    expect(await query(engine.connectionString(), 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('two starts on one data folder', () => {
  test('the second says who holds it and exits with 1, the first works on', async () => {
    const first = await startProcess()
    const second = spawnEngine()
    const [said, [code]] = await Promise.all([text(second.stderr), once(second, 'exit')])
    expect(code).toBe(1)
    expect(said).toContain(`Another Onward (process ${first.child.pid} on`)
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a lock whose process id was given to another process is no obstacle', async () => {
    const first = await start()
    const lock = JSON.parse(await readFile(join(dataDir, 'onward.lock'), 'utf8'))
    await first.stop()
    await writeFile(join(dataDir, 'onward.lock'), JSON.stringify({ ...lock, pid: process.ppid }))
    await expect(start()).resolves.toMatchObject({ adopted: false })
  })
})

describe('an unsafe server', () => {
  test('is refused with one sentence for each setting', async () => {
    const engine = await start()
    const admin = engine.adminConnectionString('onward')
    await query(admin, 'alter system set fsync = off')
    await query(admin, 'alter system set full_page_writes = off')
    await query(admin, 'alter system set synchronous_commit = off')
    await engine.stop()
    const restarted = await start()
    await expect(check(restarted.connectionString())).rejects.toThrow(
      /fsync = off: .*\n.*full_page_writes = off: .*\n.*synchronous_commit = off: /,
    )
    const warnings: string[] = []
    const log = { info() {}, warn: (message: string) => warnings.push(message), error() {} }
    await check(restarted.connectionString(), { allowUnsafe: true, log })
    expect(warnings).toHaveLength(3)
  })

  test('is refused when it keeps no checksums', async () => {
    const engine = await start()
    await withClient(engine.connectionString(), async (client) => {
      // Only a new cluster can be without them; this one answers as such a one would.
      const careless = {
        async query(statement: string) {
          const { rows } = await client.query(statement)
          return {
            rows: rows.map((row) => ('data_checksums' in row ? { ...row, data_checksums: 'off' } : row)),
          }
        },
      }
      await expect(checkServer(careless)).rejects.toThrow('keeps no checksums')
      await expect(checkServer(careless, { allowUnsafe: true })).resolves.toBeUndefined()
    })
  })

  test('is refused when it cannot serve Russian or lacks an extension', async () => {
    const engine = await start()
    const admin = engine.adminConnectionString()
    await query(
      admin,
      `create database latin template template0 encoding sql_ascii locale 'C' locale_provider libc`,
    )
    await query(admin, `create database deaf template template0 locale 'C' locale_provider libc`)
    await expect(check(engine.adminConnectionString('latin'))).rejects.toThrow('has encoding SQL_ASCII')
    await expect(check(engine.adminConnectionString('deaf'))).rejects.toThrow('cannot search Russian text')
    await expect(check(engine.connectionString('deaf'))).rejects.toThrow(
      'The database extension pg_trgm cannot be used',
    )
    await expect(check(engine.connectionString())).resolves.toBeUndefined()
  })
})

async function start(): Promise<Engine> {
  const note = (message: string) => {
    logged.push(message)
    onLogged?.(message)
  }
  const engine = await startEngine({ dataDir, log: { info: note, warn: note, error: note } })
  cleanUp.push(() => engine.stop())
  return engine
}

function nextLog(pattern: RegExp): Promise<void> {
  return new Promise((resolve) => {
    onLogged = (message) => {
      if (pattern.test(message)) resolve()
    }
  })
}

function spawnEngine() {
  return spawn(process.execPath, ['--import', 'tsx', engineProcess, dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawnEngine()
  cleanUp.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  const [line] = await once(child.stdout, 'data')
  return { child, url: JSON.parse(line.toString()).url }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

async function query(url: string, statement: string): Promise<unknown[]> {
  return withClient(url, async (client) => (await client.query(statement)).rows)
}

async function check(url: string, options?: Parameters<typeof checkServer>[1]): Promise<void> {
  return withClient(url, (client) => checkServer(client, options))
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
