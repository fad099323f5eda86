import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type OnwardError } from '../../client/src/index.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

/** A shop that keeps its customers and ours alike, written from docs/api-guide.md alone. */
let app: TestApp
let url: string
let key: string
let shop: Server
let shopUrl: string
const heard: { headers: IncomingHttpHeaders; body: string }[] = []
const answer = 200
beforeAll(async () => {
  app = await startTestApp({ jobs: true, outboundAllow: '127.0.0.1' })
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
  key = (await app.admin.post('/commands/apiKey.create', { name: 'Shop' })).body.key
  shop = createServer(async (request, reply) => {
    let body = ''
    for await (const part of request) body += part
    heard.push({ headers: request.headers, body })
    reply.writeHead(answer).end()
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/onward`
})
afterAll(async () => {
  shop.close()
  await app.close()
})

const onward = () => createClient({ url, key })

/** The rules of standardwebhooks.com, by a receiver who knows nothing of ours. */
function isGenuine(secret: string, { headers, body }: (typeof heard)[number]): boolean {
  const bytes = Buffer.from(secret.split('_')[1]!, 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const wanted = createHmac('sha256', bytes).update(signed).digest('base64')
  return String(headers['webhook-signature']).split(' ').includes(`v1,${wanted}`)
}

describe('a shop', () => {
  it('sends its customers by e-mail twice and finds each once', async () => {
    const items = Array.from({ length: 250 }, (_, n) => ({
      key: `Buyer${n}@Shop.example`,
      values: { name: `Buyer ${n}`, city: n % 2 ? 'Perm' : 'Omsk' },
    }))
    const upsert = () => onward().command('records.upsert', { entity: 'contact', by: 'email', items })
    expect((await upsert()).items.every(({ result }) => result === 'created')).toBe(true)
    expect((await upsert()).items.every(({ result }) => result === 'unchanged')).toBe(true)
    const filter = {
      all: [
        { field: 'city', op: 'eq', value: 'perm' },
        { field: 'email', op: 'contains', value: '@shop.' },
      ],
    }
    const found = new Set<string | null>()
    for await (const { email } of onward().each('contacts', {
      filter,
      sort: ['email'],
      fields: ['email'],
      limit: 50,
    }))
      found.add(email)
    expect(found.size).toBe(125)
    expect((await onward().list('contacts', { filter, limit: 1 })).total).toEqual({ count: 125, exact: true })
  })

  it('asks for what has changed since yesterday', async () => {
    const since = new Date(Date.now() - 86_400_000).toISOString()
    const filter = { field: 'updatedAt', op: 'gte', value: since }
    const { items } = await onward().list('contacts', { filter, sort: ['-updatedAt'], limit: 5 })
    expect(items).toHaveLength(5)
  })

  it('follows the changes of both sides from a cursor', async () => {
    const { cursor } = await onward().ask('/changes', {})
    const { item } = await onward().create('contacts', { name: 'Ours', email: 'ours@example.org' })
    await onward().update('contacts', item.id, { city: 'Tver' }, item.version)
    await onward().delete('contacts', item.id)
    const told: string[] = []
    await expect
      .poll(async () => {
        told.length = 0
        let after = cursor
        for (let more = true; more; ) {
          const page = await onward().ask('/changes', { after, entities: 'contact' })
          told.push(...page.items.filter(({ record }) => record === item.id).map(({ kind }) => kind))
          ;({ cursor: after, more } = page)
        }
        return told
      })
      .toEqual(['contact.created', 'contact.updated', 'contact.deleted'])
  })

  it('is told by a webhook it can trust, also about objects of one’s own, and again when it asks', async () => {
    const made = await app.admin.post('/commands/object.create', {
      name: 'x_loan',
      one: { en: 'Loan' },
      many: { en: 'Loans' },
    })
    expect([made.status, made.body.problems]).toEqual([200, undefined])
    const { id, secret } = await onward().command('webhook.create', {
      name: 'Shop',
      url: shopUrl,
      events: ['company.created', 'x_loan.*'],
    })
    await onward().create('companies', { name: 'Told of' })
    await app.admin.post('/x_loan', { name: 'A loan' })
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(2)
    const types = heard.map(({ body }) => JSON.parse(body).type)
    expect(types.toSorted()).toEqual(['company.created', 'x_loan.created'])
    expect(heard.every((message) => isGenuine(secret, message))).toBe(true)
    expect(isGenuine(secret, { ...heard[0]!, body: `${heard[0]!.body} ` })).toBe(false)

    const { items } = await onward().ask('/webhooks/{id}/deliveries', { id })
    await onward().command('webhook.replay', { delivery: items[0]!.id })
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(3)
    expect(heard[2]!.headers['webhook-id']).toBe(items[0]!.id)
    await onward().command('webhook.delete', { id })
  })

  it('is told what it does wrong, in the place where it is wrong', async () => {
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: OnwardError) => error,
      )
    const list = (query: object) => refused(onward().list('contacts', query))
    expect(await list({ filter: { field: 'colour', op: 'eq', value: 1 } })).toMatchObject({
      code: 'input.bad-filter',
    })
    expect(await list({ sort: ['colour'] })).toMatchObject({
      code: 'input.bad-filter',
      params: { field: 'colour' },
    })
    expect(await list({ page: 2 })).toMatchObject({
      problems: [{ field: 'page', error: 'value.unknown-field' }],
    })
    expect(await refused(onward().ask('/changes', { entities: 'contacts' }))).toMatchObject({
      problems: [{ field: 'entities', params: { value: 'contacts' } }],
    })
    const wrong = { name: 'A', phone: '8 916 123-45-67', email: 'a@', birthday: '31.12.1985' }
    expect((await refused(onward().create('contacts', wrong)))?.problems).toEqual([
      { field: 'phone', error: 'value.not-e164' },
      { field: 'email', error: 'value.not-an-email' },
      { field: 'birthday', error: 'value.not-a-date' },
    ])
    expect(await list({ limit: 1000 })).toMatchObject({
      code: 'input.invalid',
      problems: [{ field: 'limit' }],
    })
    expect(await list({ cursor: 'x' })).toMatchObject({ code: 'input.bad-cursor' })
    expect(
      await refused(
        onward().command('records.upsert', {
          entity: 'contact',
          by: 'city',
          items: [{ key: 'x', values: {} }],
        }),
      ),
    ).toMatchObject({ code: 'input.invalid', problems: [{ field: 'by' }] })
    expect(await refused(createClient({ url, key: 'onw_nobody' }).list('contacts'))).toMatchObject({
      status: 401,
    })
    for (const [path, init, status] of [
      ['/contact', {}, 404],
      ['/contacts', { method: 'PUT' }, 404],
      ['/contacts', { method: 'POST', body: 'name=x' }, 415],
      ['/contacts', { method: 'POST', body: new URLSearchParams({ name: 'x' }) }, 415],
      [
        '/contacts',
        { method: 'POST', body: '{"name": ', headers: { 'content-type': 'application/json' } },
        400,
      ],
    ] as const) {
      const reply = await fetch(`${url}/api/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${key}`, ...('headers' in init && init.headers) },
      })
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([
        path,
        status,
        'application/problem+json; charset=utf-8',
      ])
    }
  })

  it('sees how much it may still ask, and is asked to wait beyond that', async () => {
    const small = await startTestApp({ apiRate: '2' })
    const address = await small.app.listen({ port: 0, host: '127.0.0.1' })
    const { key: bearer } = (await small.admin.post('/commands/apiKey.create', { name: 'Few' })).body
    const ask = () => fetch(`${address}/api/v1/contacts`, { headers: { authorization: `Bearer ${bearer}` } })
    const replies = [await ask(), await ask(), await ask()]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(replies.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['1', '0', '0'])
    expect(Number(replies[2]!.headers.get('retry-after'))).toBeGreaterThan(0)
    await small.close()
  })
})
