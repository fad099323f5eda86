import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { anyFreePort } from '../src/cli/ports.ts'
import { serverModules } from '../src/modules/server.ts'
import { type Config, readConfig } from '../src/server/app/config.ts'
import { closeServices, openServices } from '../src/server/app/serve.ts'
import { createWorkspace } from '../src/server/auth/create-workspace.ts'
import { startSession } from '../src/server/auth/sessions.ts'
import { openDatabase } from '../src/server/db/open-database.ts'
import type { Services } from '../src/server/services.ts'
import { fill } from './fill/fill.ts'
import { type SizeName, sizes } from './fill/sizes.ts'
import { createWorld, type World } from './fill/world.ts'
import { type Sender, senderTo } from './http.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export const admin = { name: 'Anna', email: 'anna@example.com', password: 'correct horse battery' }
export const users = 40

/** A filled workspace, a server in front of it and people who are signed in. */
export interface Place {
  world: World
  schema: string
  server: ServerProcess
  /** The same workspace behind a server that tells of its statements. */
  traced: ServerProcess
  /** A connection of the bench's own, in the schema of the workspace. */
  client: pg.Client
  /** As the administrator, who reads all. */
  send: Sender
  sendTraced: Sender
  /** Somebody who is not signed in. */
  guest: Sender
  /** Cookies of the managers and of the administrator, who comes last. */
  cookies: string[]
  /** Records from this one on have not been worked on by a run before. */
  fresh: number
  /** Stops all; `used` records of each kind have been worked on. */
  close(used: number): Promise<void>
}

/** What a folder with a filled workspace says of it. */
interface Filled {
  size: SizeName
  now: number
  schema: string
  cookies: string[]
  /** Records from this one on have not been worked on by a run before. */
  fresh: number
}

/**
 * A filled workspace in a database of its own, with the servers in front of it. What is in the folder `kept` is used
 * again, and stays; without it there is a new one each time.
 */
export async function openPlace(size: SizeName, tell: (line: string) => void, kept?: string): Promise<Place> {
  const dataDir = kept ? resolve(kept) : await mkdtemp(join(tmpdir(), 'onward-bench-'))
  const config = readConfig({ LOG_LEVEL: 'error' }, { dataDir })
  const database = await openDatabase(config, pino({ level: 'error' }))
  const note = join(dataDir, 'bench.json')
  const filled = (await readNote(note)) ?? (await fillPlace(config, database.url, size, tell, kept && note))
  if (filled.size !== size) throw new Error(`${dataDir} is filled at size ${filled.size}`)

  const own = { databaseUrl: database.url, dataDir }
  const server = await startServer({ ...own, port: await anyFreePort('127.0.0.1') })
  const traced = await startServer({ ...own, port: await anyFreePort('127.0.0.1'), isTraced: true })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`set search_path to ${filled.schema}, public; set timezone to 'UTC'`)
  const cookie = filled.cookies.at(-1)!
  return {
    world: createWorld(sizes[size], filled.now, users),
    schema: filled.schema,
    fresh: filled.fresh,
    server,
    traced,
    client,
    send: senderTo(server.url, cookie),
    sendTraced: senderTo(traced.url, cookie),
    guest: senderTo(server.url, ''),
    cookies: filled.cookies,
    async close(used) {
      await client.end()
      await traced.stop()
      await server.stop()
      await database.close()
      if (kept) await writeFile(note, JSON.stringify({ ...filled, fresh: filled.fresh + used }))
      else await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function readNote(note: string): Promise<Filled | null> {
  const text = await readFile(note, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as Filled)
}

async function fillPlace(
  config: Config,
  databaseUrl: string,
  size: SizeName,
  tell: (line: string) => void,
  /** File to write down how it is filled. */
  note: string | undefined,
): Promise<Filled> {
  const services = await openServices(config, { databaseUrl, modules: serverModules })
  const { workspace, accountId } = await createWorkspace(services, {
    locale: 'en',
    company: { name: 'Bench', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
    model: 'transactional',
    admin,
  })
  const start = performance.now()
  const { schema } = workspace
  const world = await fill({ connectionString: databaseUrl, schema }, sizes[size], users, new Date(), tell)
  tell(`filled in ${Math.round((performance.now() - start) / 1000)} s`)
  const accounts: string[] = []
  for (let n = 0; n < users; n++) accounts.push(await addAccount(services, workspace.id, world.userId(n)))
  const cookies: string[] = []
  for (const account of [...accounts, accountId]) cookies.push(await signIn(services, account, workspace.id))
  await closeServices(services)
  const filled = { size, now: world.now, schema, cookies, fresh: 0 }
  if (note) await writeFile(note, JSON.stringify(filled))
  return filled
}

async function addAccount({ pool }: Services, workspace: string, user: string): Promise<string> {
  const id = uuidv7()
  await pool.query(
    `insert into onward.accounts (id, email, password_hash, created_at) values ($1, $2, '-', now())`,
    [id, `${id}@example.com`],
  )
  await pool.query('insert into onward.memberships (account_id, workspace_id, user_id) values ($1, $2, $3)', [
    id,
    workspace,
    user,
  ])
  return id
}

async function signIn({ workspaces }: Services, account: string, workspace: string): Promise<string> {
  return `__Host-onward=${await startSession(workspaces.global, account, workspace, new Date())}`
}
