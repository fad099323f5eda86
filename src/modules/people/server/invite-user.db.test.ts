import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  baseUrl,
  password,
  startTestApp,
  type TestApp,
  type TestReply,
} from '../../../../tests/helpers/test-app.ts'
import { createWorkspace } from '../../../server/auth/create-workspace.ts'
import { countTry } from '../../../server/auth/tries.queries.ts'

let app: TestApp
let roles: Record<string, string>
let clock = Date.parse('2026-11-23T09:00:00Z')

beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(clock) })
  const rows = await app.rows<{ key: string; id: string }>('select key, id from roles')
  roles = Object.fromEntries(rows.map(({ key, id }) => [key, id]))
})
afterAll(() => app.close())

const invite = (
  email: string,
  role = 'sales_manager',
  by = app.admin,
  headers: Record<string, string> = {},
) => by.post('/commands/user.invite', { name: 'New Person', email, role: roles[role] ?? role }, headers)
const tokenOf = ({ body }: TestReply) => new URL(body.link).searchParams.get('token')!
const look = (token: string) => app.inject('GET', `/invitations?token=${token}`)
const accept = (token: string, given = 'a phrase of my own', extra = {}) =>
  app.inject('POST', '/invitations/accept', {
    payload: { token, name: 'New Name', password: given, ...extra },
    headers: { origin: baseUrl },
  })
const signIn = (email: string, given: string) =>
  app.inject('POST', '/sign-in', { payload: { email, password: given }, headers: { origin: baseUrl } })

/** Somebody with a role of his own making. */
async function withRole(name: string, grants: object) {
  const { body } = await app.admin.post('/roles', { name, grants })
  const person = await app.signIn('analyst')
  await app.rows('update users set role_id = $1 where id = $2', [body.item.id, person.userId])
  return person
}

describe('an invitation', () => {
  it('lets the invited person in with the role given', async () => {
    const token = tokenOf(await invite('first@example.com'))
    expect((await look(token)).body).toEqual({
      email: 'first@example.com',
      name: 'New Person',
      company: 'Romashka',
    })
    const reply = await accept(token)
    expect(reply).toMatchObject({
      status: 200,
      body: { user: { name: 'New Name', email: 'first@example.com', role: { key: 'sales_manager' } } },
    })
    expect(reply.headers['set-cookie']).toMatch(/^__Host-onward=/)
    expect((await signIn('first@example.com', 'a phrase of my own')).status).toBe(200)
  })

  it('opens once', async () => {
    const token = tokenOf(await invite('once@example.com'))
    const replies = await Promise.all([accept(token), accept(token)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404])
    for (const reply of [await accept(token), await look(token)])
      expect(reply).toMatchObject({ status: 404, body: { code: 'auth.invitation-invalid' } })
  })

  it('is void after seven days', async () => {
    const token = tokenOf(await invite('late@example.com'))
    const issued = clock
    clock += 7 * 86_400_000 + 1000
    expect((await accept(token)).status).toBe(404)
    clock = issued
  })

  it('is replaced by a newer one', async () => {
    const first = tokenOf(await invite('twice@example.com'))
    const second = tokenOf(await invite('twice@example.com'))
    expect((await look(first)).status).toBe(404)
    expect((await accept(second)).status).toBe(200)
    expect(await app.rows(`select from users where email = 'twice@example.com'`)).toHaveLength(1)
  })

  it('is void for whoever was switched off or deleted meanwhile', async () => {
    const replies = [await invite('off@example.com'), await invite('deleted@example.com')]
    await app.admin.post('/commands/user.deactivate', { id: replies[0]?.body.user })
    await app.admin.delete(`/users/${replies[1]?.body.user}`)
    for (const reply of replies) expect((await accept(tokenOf(reply))).status).toBe(404)
  })

  it('is void when the address of the invited person is changed', async () => {
    const reply = await invite('mistyped@example.com')
    const changes = { email: 'right@example.com' }
    await app.admin.patch(`/users/${reply.body.user}`, { version: null, changes })
    expect((await accept(tokenOf(reply))).status).toBe(404)
  })

  it.each<Record<string, string>>([
    { host: '127.0.0.1:8080' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    { forwarded: 'host=evil.example' },
    { referer: 'https://evil.example/' },
  ])('is made of the configured address whatever %o says', async (headers) => {
    // Under another host name the cookie has its plain name.
    const cookie = `${app.admin.cookie}; ${app.admin.cookie.replace('__Host-', '')}`
    const reply = await invite('host@example.com', 'analyst', app.admin, {
      cookie,
      ...headers,
    })
    expect(reply.body.link).toMatch(/^http:\/\/localhost:3000\/invitation\?token=[\w-]{43}$/)
  })

  it('is kept nowhere but in the hands of its maker', async () => {
    const token = tokenOf(await invite('secret@example.com'))
    for (const table of ['onward.invitations', 'idempotency_keys', 'events', 'undo_rows']) {
      const rows = await app.rows<{ row: string }>(`select t::text as row from ${table} t`)
      expect(rows.length, table).toBeGreaterThan(0)
      expect(
        rows.some(({ row }) => row.includes(token)),
        table,
      ).toBe(false)
    }
  })

  it('does not take a weak password, nor members it does not know', async () => {
    const token = tokenOf(await invite('weak@example.com'))
    expect((await accept(token, 'short')).body.problems[0]).toMatchObject({
      field: 'password',
      error: 'value.password-short',
    })
    expect((await accept(token, undefined, { role: roles.administrator })).status).toBe(422)
    expect((await accept(token)).body.user.role.key).toBe('sales_manager')
  })

  it('is made fifty times a day at most', async () => {
    for (let index = 0; index < 50; index++)
      await countTry(
        app.services.workspaces.global,
        `invite:${app.workspace.id}`,
        { most: 50, minutes: 1440 },
        new Date(clock),
      ).catch(() => {})
    const reply = await invite('fifty-first@example.com')
    expect(reply).toMatchObject({ status: 429, body: { code: 'user.too-many-invitations' } })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    clock += 25 * 3_600_000
    expect((await invite('next-day@example.com')).status).toBe(200)
  })
})

describe('a forgotten password', () => {
  it('is replaced by a new link, which ends the sessions', async () => {
    const person = await app.signIn('sales_manager')
    const reply = await invite(person.email)
    expect(reply.body.user).toBe(person.userId)
    expect((await person.get('/session')).status).toBe(200)
    expect((await accept(tokenOf(reply))).status).toBe(200)
    expect((await person.get('/session')).status).toBe(401)
    expect((await signIn(person.email, password)).status).toBe(401)
    expect((await signIn(person.email, 'a phrase of my own')).status).toBe(200)
  })

  it('of somebody with more rights is not his to replace who has fewer', async () => {
    const clerk = await withRole('Clerk', {
      user: { read: 'all', create: 'all', update: 'all', delete: 'all' },
      settings: { read: 'all' },
    })
    expect(await invite(app.admin.email, 'administrator', clerk)).toMatchObject({
      status: 403,
      body: { code: 'access.denied' },
    })
    const [clerkRole] = await app.rows<{ id: string }>(`select role_id as id from users where id = $1`, [
      clerk.userId,
    ])
    expect((await invite(app.admin.email, clerkRole?.id, clerk)).status).toBe(403)
    expect((await invite('crony@example.com', 'administrator', clerk)).status).toBe(403)
    expect((await invite('peer@example.com', clerkRole?.id, clerk)).status).toBe(200)
  })
})

describe('an account of another workspace', () => {
  it('joins with the password it has, and this workspace cannot reset it', async () => {
    const company = { name: 'Other', country: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin' }
    const owner = { name: 'Otto', email: 'otto@example.com', password: 'a password from there' }
    await createWorkspace(app.services, { locale: 'en', company, model: 'strategic', admin: owner })
    const token = tokenOf(await invite(owner.email))
    const wrong = await accept(token, 'set by somebody here')
    expect(wrong).toMatchObject({
      status: 422,
      body: { problems: [{ field: 'password', error: 'value.wrong-password' }] },
    })
    expect((await accept(token, owner.password)).body.workspace.name).toBe('Romashka')
    expect((await signIn(owner.email, owner.password)).status).toBe(200)

    const [otto] = await app.rows<{ id: string }>(`select id from users where email = 'otto@example.com'`)
    const again = tokenOf(await invite(owner.email))
    expect((await accept(again, 'set by somebody here')).status).toBe(422)
    const moved = await app.admin.patch(`/users/${otto?.id}`, {
      version: null,
      changes: { email: 'mine@example.com' },
    })
    expect(moved).toMatchObject({ status: 409, body: { code: 'user.email-shared' } })
    expect((await app.admin.delete(`/users/${otto?.id}`)).status).toBe(200)
    expect((await signIn(owner.email, owner.password)).body.workspace.name).toBe('Other')
  })
})
