import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { anyFreePort } from '../src/cli/ports.ts'
import { serverModules } from '../src/modules/server.ts'
import { readConfig } from '../src/server/app/config.ts'
import { closeServices, openServices } from '../src/server/app/serve.ts'
import { createWorkspace } from '../src/server/auth/create-workspace.ts'
import { startSession } from '../src/server/auth/sessions.ts'
import { openDatabase } from '../src/server/db/open-database.ts'
import type { Services } from '../src/server/services.ts'
import { fill } from './fill/fill.ts'
import type { Size } from './fill/sizes.ts'
import type { World } from './fill/world.ts'
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
  close(): Promise<void>
}

/** Fills a new workspace in a database of its own and starts the servers. */
export async function openPlace(size: Size, tell: (line: string) => void): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onward-bench-'))
  const config = readConfig({ LOG_LEVEL: 'error' }, { dataDir })
  const database = await openDatabase(config, pino({ level: 'error' }))
  const services = await openServices(config, { databaseUrl: database.url, modules: serverModules })
  const { workspace, accountId } = await createWorkspace(services, {
    locale: 'en',
    company: { name: 'Bench', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
    model: 'transactional',
    admin,
  })
  const start = performance.now()
  const world = await fill(
    { connectionString: database.url, schema: workspace.schema },
    size,
    users,
    new Date(),
    tell,
  )
  tell(`filled in ${Math.round((performance.now() - start) / 1000)} s`)
  const cookies: string[] = []
  for (let n = 0; n < users; n++)
    cookies.push(
      await signIn(services, await addAccount(services, workspace.id, world.userId(n)), workspace.id),
    )
  cookies.push(await signIn(services, accountId, workspace.id))
  await closeServices(services)

  const own = { databaseUrl: database.url, dataDir }
  const server = await startServer({ ...own, port: await anyFreePort('127.0.0.1') })
  const traced = await startServer({ ...own, port: await anyFreePort('127.0.0.1'), isTraced: true })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`set search_path to ${workspace.schema}, public; set timezone to 'UTC'`)
  return {
    world,
    schema: workspace.schema,
    server,
    traced,
    client,
    send: senderTo(server.url, cookies.at(-1)!),
    sendTraced: senderTo(traced.url, cookies.at(-1)!),
    guest: senderTo(server.url, ''),
    cookies,
    async close() {
      await client.end()
      await traced.stop()
      await server.stop()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
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
