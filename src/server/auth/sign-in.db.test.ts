import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  baseUrl,
  password,
  startTestApp,
  type TestApp,
  type TestReply,
} from '../../../tests/helpers/test-app.ts'
import { addressTries } from './sign-in.ts'
import { countTry } from './tries.queries.ts'

let app: TestApp
let clock = Date.parse('2026-11-23T09:00:00Z')
const minutes = (count: number) => {
  clock += count * 60_000
}

beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(clock) })
})
afterAll(() => app.close())

const signIn = (email: string, given: string, { headers = {}, address = '203.0.113.5' } = {}) =>
  app.inject('POST', '/sign-in', {
    payload: { email, password: given },
    headers: { origin: baseUrl, ...headers },
    remoteAddress: address,
  })

const cookieOf = ({ headers }: TestReply) =>
  /^(__Host-onward=[^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? ''
const withoutId = ({ status, body }: TestReply) => ({ status, body: { ...body, requestId: null } })

describe('signing in', () => {
  it('answers who, where and with which rights, and sets a strict cookie', async () => {
    const reply = await signIn('anna@example.com', password)
    expect(reply.status).toBe(200)
    expect(reply.body.user).toMatchObject({
      name: 'Anna Director',
      email: 'anna@example.com',
      role: { key: 'administrator' },
    })
    expect(reply.body.workspace).toMatchObject({ name: 'Romashka', currency: 'RUB', hasSampleData: false })
    expect(reply.body.grants.lead.read).toBe('all')
    expect(reply.headers['set-cookie']).toMatch(
      /^__Host-onward=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect((await app.browser(cookieOf(reply)).get('/session')).body).toEqual(reply.body)
  })

  it('takes the e-mail in any case and the password in any Unicode form', async () => {
    const { cookie } = await app.signIn('analyst', { email: 'joe@example.com' })
    await app.browser(cookie).patch('/session', { password: { current: password, new: 'пароль с ё и é' } })
    const reply = await signIn(' Joe@Example.COM ', 'пароль с ё и é'.normalize('NFD'))
    expect(reply.status).toBe(200)
  })

  it('tells unknown e-mail, wrong password and switched-off user apart by nothing', async () => {
    const leaver = await app.signIn('analyst')
    expect((await app.admin.post('/commands/user.deactivate', { id: leaver.userId })).status).toBe(200)
    const unknown = await signIn('nobody@example.com', password)
    expect(unknown).toMatchObject({ status: 401, body: { code: 'auth.wrong-credentials', params: {} } })
    expect(withoutId(await signIn('anna@example.com', 'not the password'))).toEqual(withoutId(unknown))
    expect(withoutId(await signIn(leaver.email, password))).toEqual(withoutId(unknown))
  })

  it('is refused from the page of another site', async () => {
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${baseUrl}.evil.example` },
    ]
    for (const headers of foreign) {
      const reply = await signIn('anna@example.com', password, { headers })
      expect(reply).toMatchObject({ status: 403, body: { code: 'auth.foreign-origin' } })
      expect(reply.headers['set-cookie']).toBeUndefined()
    }
    const noOrigin = await app.inject('POST', '/sign-out', { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(noOrigin.status).toBe(403)
  })

  it('refuses members it does not know', async () => {
    const payload = { email: 'anna@example.com', password, workspaceId: app.workspace.id }
    const reply = await app.inject('POST', '/sign-in', { payload, headers: { origin: baseUrl } })
    expect(reply).toMatchObject({
      status: 422,
      body: { problems: [{ field: 'workspaceId', error: 'value.unknown-field' }] },
    })
  })
})

describe('a session', () => {
  it('gives way to the new one when its browser signs in again', async () => {
    const first = cookieOf(await signIn('anna@example.com', password))
    const second = cookieOf(await signIn('anna@example.com', password, { headers: { cookie: first } }))
    expect(second).not.toBe(first)
    expect((await app.browser(first).get('/session')).status).toBe(401)
    expect((await app.browser(second).get('/session')).status).toBe(200)
  })

  it('ends with signing out', async () => {
    const { cookie } = await app.signIn('analyst')
    const reply = await app.browser(cookie).post('/sign-out')
    expect(reply.headers['set-cookie']).toMatch(/^__Host-onward=;.*Expires=Thu, 01 Jan 1970/)
    expect((await app.browser(cookie).get('/session')).status).toBe(401)
  })

  it('ends when unused for thirty days, and lives on when used', async () => {
    const idle = await app.signIn('analyst')
    const busy = await app.signIn('analyst')
    minutes(29 * 24 * 60)
    expect((await busy.get('/session')).status).toBe(200)
    minutes(2 * 24 * 60)
    expect((await busy.get('/session')).status).toBe(200)
    expect((await idle.get('/session')).body.code).toBe('auth.required')
  })

  it('is kept as a hash only', async () => {
    const { cookie } = await app.signIn('analyst')
    const token = cookie.split('=')[1]!
    const { rows } = await app.services.pool.query('select s::text as row from onward.sessions s')
    expect(rows.some(({ row }) => row.includes(token))).toBe(false)
    expect(rows.some(({ row }) => row.includes(createHash('sha256').update(token).digest('hex')))).toBe(true)
  })

  it('cannot be chosen by whoever sets the cookie', async () => {
    const reply = await signIn('anna@example.com', password, {
      headers: { cookie: '__Host-onward=chosen-by-the-attacker' },
    })
    expect(cookieOf(reply)).not.toContain('chosen')
    expect((await app.browser('__Host-onward=chosen-by-the-attacker').get('/session')).status).toBe(401)
  })

  it('of a switched-off user is refused at once', async () => {
    const leaver = await app.signIn('analyst')
    const boss = await app.signIn('administrator')
    expect((await leaver.get('/session')).status).toBe(200)
    await boss.post('/commands/user.deactivate', { id: leaver.userId })
    expect((await leaver.get('/session')).status).toBe(401)
    expect((await leaver.get('/leads')).status).toBe(401)
  })
})

describe('tries', () => {
  it('are ten in a quarter of an hour for an account, known or not', async () => {
    const { email } = await app.signIn('analyst')
    const answers: TestReply[][] = []
    for (const tried of [email, 'unknown@example.com']) {
      const replies: TestReply[] = []
      for (let index = 0; index < 10; index++) replies.push(await signIn(tried, 'wrong guess'))
      replies.push(await signIn(tried, password))
      answers.push(replies)
    }
    const [known, unknown] = answers as [TestReply[], TestReply[]]
    expect(known.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429])
    expect(known[10]).toMatchObject({
      body: { code: 'auth.too-many-tries', params: { minutes: 15 } },
      headers: { 'retry-after': '900' },
    })
    expect(unknown.map(withoutId)).toEqual(known.map(withoutId))
    minutes(16)
    expect((await signIn(email, password)).status).toBe(200)
  })

  it('made at the same moment are counted one by one', async () => {
    const { email } = await app.signIn('analyst')
    const replies = await Promise.all(Array.from({ length: 14 }, () => signIn(email, 'wrong guess')))
    const statuses = replies.map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)])
  })

  it('are forgotten after a right password', async () => {
    const { email } = await app.signIn('analyst')
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 9; index++) expect((await signIn(email, 'wrong guess')).status).toBe(401)
      expect((await signIn(email, password)).status).toBe(200)
    }
  })

  it('from one address are limited whatever the accounts', async () => {
    const { global } = app.services.workspaces
    for (let index = 0; index < addressTries.most - 1; index++)
      await countTry(global, 'sign-in:address:198.51.100.9', addressTries, new Date(clock))
    expect((await signIn('a@example.com', 'wrong guess', { address: '198.51.100.9' })).status).toBe(401)
    expect((await signIn('b@example.com', 'wrong guess', { address: '198.51.100.9' })).status).toBe(429)
    expect((await signIn('b@example.com', 'wrong guess', { address: '198.51.100.10' })).status).toBe(401)
  })

  it('from one IPv6 network count together', async () => {
    const { global } = app.services.workspaces
    for (let index = 0; index < addressTries.most; index++)
      await countTry(global, 'sign-in:address:2001:db8:0:7', addressTries, new Date(clock))
    expect((await signIn('a@example.com', 'wrong guess', { address: '2001:db8:0:7::1' })).status).toBe(429)
    expect((await signIn('a@example.com', 'wrong guess', { address: '2001:db8:0:8::1' })).status).toBe(401)
  })
})

describe('one’s own settings', () => {
  it('are changed by whatever role', async () => {
    const me = await app.signIn('analyst')
    const changes = { name: 'Other Name', locale: 'ru', theme: 'dark', timeZone: 'Asia/Omsk' }
    expect((await me.patch('/session', changes)).body.user).toMatchObject(changes)
    expect((await me.get('/session')).body.user).toMatchObject(changes)
    expect((await me.patch('/session', { theme: 'light' })).body.user).toMatchObject({
      locale: 'ru',
      theme: 'light',
    })
  })

  it.each([
    { email: 'other@example.com' },
    { role: '00000000-0000-0000-0000-000000000000' },
    { isActive: false },
    { timeZone: '+03:00' },
    { timeZone: 'Mars/Olympus' },
    { locale: 'de' },
  ])('refuse %o', async (changes) => {
    const me = await app.signIn('analyst')
    const before = (await me.get('/session')).body
    expect((await me.patch('/session', changes)).status).toBe(422)
    expect((await me.get('/session')).body).toEqual(before)
  })
})

describe('a new password', () => {
  it('ends every other session and renews this one', async () => {
    const me = await app.signIn('analyst')
    const elsewhere = cookieOf(await signIn(me.email, password))
    const reply = await me.patch('/session', { password: { current: password, new: 'another long phrase' } })
    expect(reply.status).toBe(200)
    expect((await app.browser(elsewhere).get('/session')).status).toBe(401)
    expect((await me.get('/session')).status).toBe(401)
    expect((await app.browser(cookieOf(reply)).get('/session')).status).toBe(200)
    expect((await signIn(me.email, password)).status).toBe(401)
    expect((await signIn(me.email, 'another long phrase')).status).toBe(200)
  })

  it('needs the present one, and guessing it is limited', async () => {
    const me = await app.signIn('analyst')
    const guess = () =>
      me.patch('/session', { password: { current: 'wrong guess', new: 'another long phrase' } })
    const problems = [{ field: 'password.current', error: 'value.wrong-password' }]
    for (let index = 0; index < 10; index++)
      expect(await guess()).toMatchObject({ status: 422, body: { problems } })
    expect((await guess()).status).toBe(429)
  })

  it.each([
    ['too short', 'nine char', 'value.password-short'],
    ['a row of keys', 'qwerty123456789', 'value.password-obvious'],
    ['one character', 'aaaaaaaaaaaaaa', 'value.password-obvious'],
    ['the e-mail', 'eve.obvious@example.com', 'value.password-obvious'],
  ])('may not be %s', async (_what, given, error) => {
    const me = await app.signIn('analyst', { email: given.includes('@') ? given : undefined })
    const reply = await me.patch('/session', { password: { current: password, new: given } })
    expect(reply).toMatchObject({ status: 422, body: { problems: [{ field: 'password.new', error }] } })
    expect((await me.get('/session')).status).toBe(200)
  })
})
