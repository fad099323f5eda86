import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { baseUrl, password, startTestServices } from '../../../tests/helpers/test-app.ts'
import { serverModules } from '../../modules/server.ts'
import { createHttp } from '../app/http.ts'
import { createRegistry } from '../registry.ts'
import type { Services } from '../services.ts'
import { createWorkspace } from './create-workspace.ts'
import { ensureSetupLink } from './setup.ts'

let services: Services
let app: FastifyInstance
let close: () => Promise<void>

beforeAll(async () => {
  const started = await startTestServices()
  services = started.services
  app = await createHttp(services)
  close = async () => {
    await app.close()
    await started.close()
  }
})
afterAll(() => close())

const company = { name: 'ООО «Ромашка»', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' }
const admin = { name: 'Анна', email: 'anna@example.com', password }
const founding = { locale: 'ru', company, admin, model: 'strategic' } as const

const setUp = (token: string, given: object = founding, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/setup',
    payload: { token, ...given },
    headers: { origin: baseUrl, ...headers },
  })
const newToken = async () => new URL((await ensureSetupLink(services))!).searchParams.get('token')!
const schemas = async () => {
  const { rows } = await services.pool.query(
    `select nspname from pg_namespace where nspname like 'ws\\_%' order by 1`,
  )
  return rows.map(({ nspname }) => nspname as string)
}

describe('the first run', () => {
  beforeEach(async () => {
    for (const schema of await schemas()) await services.pool.query(`drop schema "${schema}" cascade`)
    await services.pool.query('truncate onward.workspaces, onward.accounts cascade')
  })

  it('needs a link made of the configured address', async () => {
    expect(await ensureSetupLink(services)).toMatch(/^http:\/\/localhost:3000\/setup\?token=[\w-]{43}$/)
    const reply = await app.inject({ url: '/api/v1/setup', headers: { host: 'localhost' } })
    expect(reply.json()).toEqual({ needed: true })
  })

  it('answers at no other address', async () => {
    const reply = await app.inject({ url: '/api/v1/setup', headers: { host: 'evil.example' } })
    expect([reply.statusCode, reply.json().code]).toEqual([421, 'request.unknown-host'])
  })

  it('creates the workspace and signs its administrator in', async () => {
    const reply = await setUp(await newToken())
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({
      user: {
        name: 'Анна',
        email: 'anna@example.com',
        locale: 'ru',
        timeZone: 'Europe/Moscow',
        role: { key: 'administrator' },
      },
      workspace: { ...company, locale: 'ru', model: 'strategic', hasSampleData: false },
    })
    const cookie = String(reply.headers['set-cookie']).split(';')[0]!
    const names = async (table: string) => {
      const page = await app.inject({ url: `/api/v1/${table}`, headers: { cookie } })
      return page.json().items.map(({ name }: { name: string }) => name)
    }
    expect(await names('roles')).toHaveLength(4)
    expect(await names('roles')).toContain('Администратор')
    expect(await names('pipelines')).toHaveLength(2)
    expect(await names('stages')).toHaveLength(10)
    expect(await names('step_kinds')).toHaveLength(6)
    expect(await names('scripts')).toHaveLength(6)
  })

  it('happens once', async () => {
    const token = await newToken()
    const replies = await Promise.all([setUp(token), setUp(token)])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(await schemas()).toHaveLength(1)
    expect((await setUp(token)).json().code).toBe('setup.already-done')
    expect((await app.inject({ url: '/api/v1/setup' })).json()).toEqual({ needed: false })
    expect(await ensureSetupLink(services)).toBeNull()
  })

  it('refuses an unknown link and one of an earlier start', async () => {
    const old = await newToken()
    await newToken()
    for (const token of [old, 'guess', ''])
      expect((await setUp(token)).json().code).toBe('setup.link-invalid')
    expect(await schemas()).toEqual([])
  })

  it.each([
    ['admin.password', { ...founding, admin: { ...admin, password: 'short' } }],
    ['company.currency', { ...founding, company: { ...company, currency: 'XYZ' } }],
    ['company.timeZone', { ...founding, company: { ...company, timeZone: 'Moscow' } }],
    ['admin.role', { ...founding, admin: { ...admin, role: 'administrator' } }],
  ])('refuses a wrong %s and keeps the link', async (field, given) => {
    const token = await newToken()
    const reply = await setUp(token, given)
    expect(reply.statusCode).toBe(422)
    expect(reply.json().problems[0].field).toBe(field)
    expect((await setUp(token)).statusCode).toBe(200)
  })

  it('leaves nothing behind when it fails half-way', async () => {
    const failing = { name: 'failing', onWorkspaceCreated: () => Promise.reject(new Error('half-way')) }
    const registry = createRegistry([...serverModules, failing])
    await expect(createWorkspace({ ...services, registry }, founding)).rejects.toThrow('half-way')
    expect(await schemas()).toEqual([])
    const { rows } = await services.pool.query(
      'select from onward.workspaces union all select from onward.accounts',
    )
    expect(rows).toHaveLength(0)
  })

  it('clears away what a crash left, but never people', async () => {
    for (const schema of ['ws_aaaaaaaaaaaa', 'ws_bbbbbbbbbbbb', 'ws_cccccccccccc'])
      await services.pool.query(`create schema ${schema}`)
    for (const schema of ['ws_bbbbbbbbbbbb', 'ws_cccccccccccc'])
      await services.pool.query(`create table ${schema}.users (name text)`)
    await services.pool.query(`insert into ws_cccccccccccc.users values ('somebody')`)
    await ensureSetupLink(services)
    expect(await schemas()).toEqual(['ws_cccccccccccc'])
  })

  it('keeps the link as a hash only', async () => {
    const token = await newToken()
    const { rows } = await services.pool.query('select l::text as row from onward.setup_links l')
    expect(rows).toHaveLength(1)
    expect(rows[0].row).not.toContain(token)
  })
})
