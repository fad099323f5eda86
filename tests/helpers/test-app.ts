import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { type RoleKey, role, user } from '../../src/modules/people/index.ts'
import { serverModules } from '../../src/modules/server.ts'
import { runAct } from '../../src/server/act.ts'
import { readConfig } from '../../src/server/app/config.ts'
import { createHttp } from '../../src/server/app/http.ts'
import { closeServices, openServices } from '../../src/server/app/serve.ts'
import { insertAccount, insertMembership } from '../../src/server/auth/accounts.queries.ts'
import { findActor } from '../../src/server/auth/actors.queries.ts'
import { createWorkspace } from '../../src/server/auth/create-workspace.ts'
import { hashPassword } from '../../src/server/auth/password.ts'
import { startSession } from '../../src/server/auth/sessions.ts'
import type { Ctx, Workspace } from '../../src/server/context.ts'
import { createRecords } from '../../src/server/records/write.ts'
import type { ServerModule } from '../../src/server/registry.ts'
import { installOf, type Services } from '../../src/server/services.ts'
import { systemActor } from '../../src/server/workspaces.ts'
import { createTestDatabase } from './database.ts'

/** The address the test app believes to be opened at. */
export const baseUrl = 'http://localhost:3000'
/** The password of everybody in the test app. */
export const password = 'correct horse battery'

export interface TestReply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are as many as routes; a test looks at the members it knows
  body: any
  headers: Record<string, string | string[] | number | undefined>
}

/** A signed-in browser: sends the cookie, the origin and, with writes, an idempotency key of its own. */
export interface TestClient {
  userId: string
  name: string
  email: string
  cookie: string
  get(path: string): Promise<TestReply>
  post(path: string, body?: object, headers?: Record<string, string>): Promise<TestReply>
  patch(path: string, body: object, headers?: Record<string, string>): Promise<TestReply>
  delete(path: string, headers?: Record<string, string>): Promise<TestReply>
}

export interface TestApp {
  app: FastifyInstance
  services: Services
  workspace: Workspace
  /** The first administrator. */
  admin: TestClient
  /** A request as it stands: no cookie, no origin. Paths are below `/api/v1` unless they begin with `/api/`. */
  inject(
    method: InjectOptions['method'],
    path: string,
    options?: Omit<InjectOptions, 'method' | 'url'>,
  ): Promise<TestReply>
  /** A browser with this session cookie. */
  browser(cookie: string, person?: { userId: string; name: string; email: string }): TestClient
  /** A new person of a shipped role, signed in. */
  signIn(role: RoleKey, person?: { name?: string; email?: string; team?: string }): Promise<TestClient>
  /** Runs `work` as one act of the system, or of a user with his rights. */
  act<Result>(work: (ctx: Ctx) => Promise<Result>, userId?: string): Promise<Result>
  /** Rows of one statement on the workspace's tables. */
  rows<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export interface TestServicesOptions {
  now?: () => Date
  /** Runs background jobs too. */
  jobs?: boolean
  /** The address the app believes to be opened at. */
  baseUrl?: string
  /** Requests a minute of a key; so many that no test minds. */
  apiRate?: string
  /** Inner places that calls to the outside may go to. */
  outboundAllow?: string
  /** More variables of the operator: `ONWARD_FILE_LIMIT_MB`. */
  env?: Record<string, string>
  /** Beside those of the product. */
  modules?: readonly ServerModule[]
}

export interface TestAppOptions extends TestServicesOptions {
  locale?: 'ru' | 'en'
  model?: Workspace['model']
  timeZone?: string
}

/** The whole server on a database of its own, with one new workspace; close it in `afterAll`. */
export async function startTestApp({
  locale = 'en',
  model = 'transactional',
  timeZone = 'Europe/Moscow',
  ...options
}: TestAppOptions = {}): Promise<TestApp> {
  const { services, close } = await startTestServices(options)
  const app = await createHttp(services)
  const admin = { name: 'Anna Director', email: 'anna@example.com' }
  const company = { name: 'Romashka', country: 'RU', currency: 'RUB', timeZone }
  const { workspace, userId, accountId } = await createWorkspace(services, {
    locale,
    company,
    model,
    admin: { ...admin, password },
  })
  const passwordHash = await hashPassword(password)
  const { global } = services.workspaces

  const inject: TestApp['inject'] = async (method, path, options = {}) => {
    const url = path.startsWith('/api/') || path === '/health' ? path : `/api/v1${path}`
    const headers = { host: new URL(baseUrl).host, ...options.headers }
    const reply = await app.inject({ ...options, headers, method, url })
    const isJson = String(reply.headers['content-type']).includes('json')
    return { status: reply.statusCode, body: isJson ? reply.json() : reply.body, headers: reply.headers }
  }
  const browser: TestApp['browser'] = (cookie, person = { userId: '', name: '', email: '' }) => {
    const send = (
      method: InjectOptions['method'],
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ) =>
      inject(method, path, {
        payload: body,
        headers: { cookie, origin: baseUrl, 'idempotency-key': uuidv7(), ...headers },
      })
    return {
      ...person,
      cookie,
      get: (path) => inject('GET', path, { headers: { cookie } }),
      post: (path, body = {}, headers) => send('POST', path, body, headers),
      patch: (path, body, headers) => send('PATCH', path, body, headers),
      delete: (path, headers) => send('DELETE', path, undefined, headers),
    }
  }
  const enter = async (account: string, person: { userId: string; name: string; email: string }) => {
    const token = await startSession(global, account, workspace.id, services.now())
    return browser(`__Host-onward=${token}`, person)
  }
  const act: TestApp['act'] = async (work, id) => {
    const found = await services.workspaces.find(workspace.id)
    const actor = id ? await findActor(global, workspace.schema, id, 'session') : systemActor
    if (!found || !actor) throw new Error(`nobody to act: ${id}`)
    const { registry, log } = services
    const frame = { ...found, registry, install: installOf(services), actor, locale, log, now: services.now }
    return runAct(frame, work)
  }
  const rows: TestApp['rows'] = async (text, values = []) => {
    const client = await services.pool.connect()
    try {
      await client.query(`begin; set local search_path to ${workspace.schema}, public`)
      const result = await client.query(text, values)
      await client.query('commit')
      return result.rows
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  return {
    app,
    services,
    workspace,
    admin: await enter(accountId, { userId, ...admin }),
    inject,
    browser,
    act,
    rows,
    async signIn(key, { name, email, team } = {}) {
      const id = uuidv7()
      const person = { name: name ?? `Person ${id.slice(-4)}`, email: email ?? `${id}@example.com` }
      const [found] = await rows<{ id: string }>(`select id from ${role.table} where key = $1`, [key])
      const values = { ...person, role: found?.id, team: team ?? null }
      await act((ctx) => createRecords(ctx, user, [{ id, values, extra: {} }]))
      const account = uuidv7()
      await insertAccount(global, { id: account, email: person.email, passwordHash, locale }, services.now())
      await insertMembership(global, account, { workspaceId: workspace.id, userId: id })
      return enter(account, { userId: id, ...person })
    },
    async close() {
      await app.close()
      await close()
    },
  }
}

/** The services of a process on a new database without any workspace. */
export async function startTestServices({
  now,
  jobs = false,
  baseUrl: address = baseUrl,
  apiRate = '1000000',
  outboundAllow,
  env: more = {},
  modules = [],
}: TestServicesOptions = {}) {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'onward-app-'))
  const env = {
    DATABASE_URL: database.url,
    BASE_URL: address,
    LOG_LEVEL: 'silent',
    ROLE: jobs ? 'all' : 'web',
    ONWARD_API_RATE: apiRate,
    ONWARD_OUTBOUND_ALLOW: outboundAllow,
    ...more,
  }
  const services = await openServices(readConfig(env, { dataDir }), {
    databaseUrl: database.url,
    modules: [...serverModules, ...modules],
    now,
  })
  return {
    services,
    databaseUrl: database.url,
    async close() {
      await closeServices(services)
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
