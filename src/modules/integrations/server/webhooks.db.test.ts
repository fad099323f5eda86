import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import type { JobContext } from '../../../server/registry.ts'
import { installOf } from '../../../server/services.ts'
import { deliverJob } from './deliver.job.ts'
import { pumpAll } from './pump.ts'

interface Heard {
  headers: Record<string, string>
  body: string
}

let app: TestApp
let sink: Server
let url: string
let heard: Heard[] = []
/** What the receiver answers next, 200 when nothing is left. */
let answers: number[] = []
let clock = Date.now()
beforeAll(async () => {
  sink = createServer(async (request, answer) => {
    let body = ''
    for await (const part of request) body += part
    heard.push({ headers: request.headers as Record<string, string>, body })
    answer.writeHead(answers.shift() ?? 200).end('thanks \0 ё')
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`
  app = await startTestApp({ now: () => new Date(clock), outboundAllow: '127.0.0.1' })
})
afterAll(async () => {
  sink.close()
  await app.close()
})
beforeEach(() => {
  heard = []
  answers = []
})
afterEach(async () => {
  for (const { id } of (await app.admin.get('/webhooks')).body.items)
    await app.admin.post('/commands/webhook.delete', { id })
})

const create = async (
  events = ['company.*'],
  client = app.admin,
): Promise<{ id: string; secret: string }> => {
  const reply = await client.post('/commands/webhook.create', { name: 'Shop', url, events })
  expect(reply.status).toBe(200)
  return reply.body
}
const logOf = async (id: string, more = '') =>
  (await app.admin.get(`/webhooks/${id}/deliveries?limit=100${more}`)).body.items
const hookOf = async (id: string) =>
  (await app.admin.get('/webhooks')).body.items.find((one: { id: string }) => one.id === id)

/** Runs every job of deliveries that is due, as the queue would, and forgets it. */
async function work(): Promise<void> {
  await still()
  await pumpAll(app.services)
  const context: JobContext = {
    workspaceId: app.workspace.id,
    install: installOf(app.services),
    act: (_actor, run) => app.act(run),
    signal: new AbortController().signal,
    keepIndexes: async () => {},
    snapshot: async (_actor, read) => app.act(read),
    progressed: async () => {},
  }
  for (;;) {
    const [job] = await app.rows<{ payload: { delivery: string } }>(
      `with next as (
         select id from onward_jobs._private_jobs where run_at <= $1 order by run_at, id limit 1
       ) delete from onward_jobs._private_jobs j using next where j.id = next.id returning j.payload`,
      [new Date(clock)],
    )
    if (!job) return
    await deliverJob.run({ payload: { delivery: job.payload.delivery }, ctx: context })
  }
}

/** No transaction of another test on this server holds the events back. */
const still = () =>
  expect
    .poll(async () => {
      const { rows } = await app.services.pool.query(
        'select pg_snapshot_xmin(s) = pg_snapshot_xmax(s) as still from pg_current_snapshot() s',
      )
      return rows[0].still
    })
    .toBe(true)

describe('a webhook', () => {
  it('is sent what happens, signed and with the record', async () => {
    await app.admin.post('/companies', { name: 'Before' })
    await still()
    const { id, secret } = await create()
    const made = (await app.admin.post('/companies', { name: 'Told' })).body.item
    await app.admin.post('/contacts', { name: 'Not asked for' })
    await work()
    expect(heard).toHaveLength(1)
    const { headers, body } = heard[0]!
    const message = JSON.parse(body)
    expect(message).toMatchObject({
      type: 'company.created',
      version: 1,
      workspace: app.workspace.id,
      data: {
        change: { record: made.id, actor: app.admin.userId, via: null },
        record: { id: made.id, name: 'Told' },
      },
    })
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(secret.slice(6), 'base64')
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    )
    expect(Number(headers['webhook-timestamp'])).toBe(Math.floor(clock / 1000))
    const [delivery] = await logOf(id)
    expect(delivery).toMatchObject({
      id: headers['webhook-id'],
      kind: 'company.created',
      record: made.id,
      status: 'delivered',
      attempts: 1,
      answerStatus: 200,
      answerExcerpt: 'thanks  ё',
      bodyExcerpt: body,
    })
  })

  it('is sent each event once, however often and by however many it is looked for', async () => {
    const { id } = await create()
    const items = Array.from({ length: 30 }, (_, n) => ({ op: 'create', values: { name: `Many ${n}` } }))
    await app.admin.post('/commands/records.batch', { entity: 'company', items })
    await still()
    await Promise.all([pumpAll(app.services), pumpAll(app.services), pumpAll(app.services)])
    await work()
    expect(heard).toHaveLength(30)
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(30)
    expect(await logOf(id, '&status=delivered')).toHaveLength(30)
  })

  it('is tried again later, with the same id and body, and then given up', async () => {
    const { id } = await create()
    answers = Array(20).fill(500)
    await app.admin.post('/companies', { name: 'Refused' })
    await work()
    const begun = clock
    expect(await logOf(id)).toMatchObject([{ status: 'waiting', attempts: 1, error: 'answer-refused' }])
    for (let turn = 0; turn < 300 && (await logOf(id))[0].status === 'waiting'; turn++) {
      clock += 20 * 60_000
      await work()
    }
    expect(await logOf(id)).toMatchObject([{ status: 'dead', attempts: 10, error: 'answer-refused' }])
    expect((clock - begun) / 3_600_000).toBeGreaterThan(75)
    expect(heard).toHaveLength(10)
    expect(new Set(heard.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1)
    expect(new Set(heard.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(heard.length)
  })

  it('is switched off when nothing has got through for three days, and says so', async () => {
    const { id } = await create()
    answers = Array(50).fill(500)
    await app.admin.post('/companies', { name: 'First' })
    await work()
    expect(await hookOf(id)).toMatchObject({ isActive: true, disabledReason: null })
    expect((await hookOf(id)).failingSince).toEqual(expect.any(String))
    clock += 73 * 3_600_000
    await work()
    expect(await hookOf(id)).toMatchObject({ isActive: false, disabledReason: 'failing' })
    const events = await app.rows(`select data from events where kind = 'user.webhook-switched-off'`)
    expect(events).toContainEqual({ data: { webhook: id, reason: 'failing' } })
    expect(await app.rows('select from onward.webhook_workspaces')).toEqual([])

    answers = []
    expect((await app.admin.post('/commands/webhook.update', { id, isActive: true })).status).toBe(200)
    await still()
    heard = []
    await app.admin.post('/companies', { name: 'After' })
    await work()
    expect(heard.map(({ body }) => JSON.parse(body).data.record.name)).toEqual(['After'])
    expect(await hookOf(id)).toMatchObject({ isActive: true, failingSince: null, disabledReason: null })
  })

  it('whose receiver says it is gone is switched off at once', async () => {
    const { id } = await create()
    answers = [410]
    await app.admin.post('/companies', { name: 'Gone' })
    await work()
    expect(await hookOf(id)).toMatchObject({ isActive: false, disabledReason: 'gone' })
  })

  it('is told of one record in order, a later message waiting for an earlier one', async () => {
    await create(['company.*'])
    const { id } = (await app.admin.post('/companies', { name: 'Ordered' })).body.item
    answers = [500]
    await work()
    await app.admin.patch(`/companies/${id}`, { version: null, changes: { city: 'Perm' } })
    await app.admin.post('/companies', { name: 'Another' })
    await work()
    const types = () => heard.map(({ body }) => JSON.parse(body).type)
    // The other record does not wait.
    expect(types()).toEqual(['company.created', 'company.created'])
    clock += 10_000
    await work()
    clock += 10_000
    await work()
    expect(types()).toEqual(['company.created', 'company.created', 'company.created', 'company.updated'])
  })

  it('is sent no record its owner may not see, and ends with him', async () => {
    const role = (
      await app.admin.post('/roles', {
        name: 'Connects',
        grants: { settings: { read: 'all', update: 'all' }, deal: { read: 'own', create: 'own' } },
      })
    ).body.item.id
    const owner = await app.signIn('sales_manager')
    await app.rows('update users set role_id = $1 where id = $2', [role, owner.userId])
    const { id } = await create(['deal.*', 'company.*'], owner)
    await app.admin.post('/deals', { title: 'Not his' })
    await app.admin.post('/companies', { name: 'Not his either' })
    await owner.post('/deals', { title: 'His' })
    await work()
    expect(heard.map(({ body }) => JSON.parse(body).data.record.title)).toEqual(['His'])
    const heir = app.admin.userId
    await app.admin.post('/commands/user.deactivate', { id: owner.userId, heir })
    await app.admin.post('/deals', { title: 'After him' })
    await work()
    expect(heard).toHaveLength(1)
    expect(await hookOf(id)).toMatchObject({ isActive: false, disabledReason: 'owner' })
  })
})

describe('a delivery', () => {
  it('is sent again by hand, with its id', async () => {
    const { id } = await create()
    await app.admin.post('/companies', { name: 'Again' })
    await work()
    const [delivery] = await logOf(id)
    expect((await app.admin.post('/commands/webhook.replay', { delivery: delivery.id })).status).toBe(200)
    await work()
    expect(heard).toHaveLength(2)
    expect(heard[1]!.headers['webhook-id']).toBe(heard[0]!.headers['webhook-id'])
    expect(heard[1]!.body).toBe(heard[0]!.body)
  })

  it('of a trial is a ping', async () => {
    const { id } = await create()
    const { delivery } = (await app.admin.post('/commands/webhook.ping', { id })).body
    await work()
    expect(heard.map(({ headers, body }) => [headers['webhook-id'], JSON.parse(body).type])).toEqual([
      [delivery, 'ping'],
    ])
  })

  it('is read page by page', async () => {
    const { id } = await create()
    for (let n = 0; n < 5; n++) await app.admin.post('/commands/webhook.ping', { id })
    const whole = (await logOf(id)).map((one: { id: string }) => one.id)
    const first = (await app.admin.get(`/webhooks/${id}/deliveries?limit=3`)).body
    const second = (await app.admin.get(`/webhooks/${id}/deliveries?limit=3&cursor=${first.nextCursor}`)).body
    expect([...first.items, ...second.items].map(({ id: one }: { id: string }) => one)).toEqual(whole)
    expect(second.nextCursor).toBeNull()
    expect((await app.admin.get(`/webhooks/${id}/deliveries?cursor=x`)).body.code).toBe('input.bad-cursor')
  })

  it('is not made where the network is not one of the internet', async () => {
    const { id } = await create()
    await app.rows(`update webhooks set url = 'http://169.254.169.254/latest' where id = $1`, [id])
    await app.admin.post('/commands/webhook.ping', { id })
    await work()
    expect(await logOf(id)).toMatchObject([
      { status: 'waiting', error: 'address-refused', answerStatus: null },
    ])
  })
})

describe('the secret', () => {
  it('is told once, renewed, found nowhere, and signs a day longer', async () => {
    const { id, secret } = await create()
    const renewed = (await app.admin.post('/commands/webhook.renewSecret', { id })).body.secret
    expect(renewed).not.toBe(secret)
    for (const table of ['webhooks', 'idempotency_keys', 'events', 'webhook_deliveries']) {
      const rows = await app.rows<{ row: string }>(`select t::text as row from ${table} t`)
      for (const one of [secret, renewed])
        expect(
          rows.some(
            ({ row }) => row.includes(one.slice(6)) || row.includes(Buffer.from(one).toString('hex')),
          ),
        ).toBe(false)
    }
    expect(JSON.stringify((await app.admin.get('/webhooks')).body)).not.toContain(renewed)
    const signedBy = async (): Promise<boolean[]> => {
      heard = []
      await app.admin.post('/commands/webhook.ping', { id })
      await work()
      const { headers, body } = heard[0]!
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
      const signatures = headers['webhook-signature']!.split(' ')
      return [renewed, secret].map((one) => {
        const key = Buffer.from(one.slice(6), 'base64')
        return signatures.includes(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
      })
    }
    expect(await signedBy()).toEqual([true, true])
    clock += 25 * 3_600_000
    expect(await signedBy()).toEqual([true, false])
  })

  it('that cannot be opened is said to be so', async () => {
    const { id } = await create()
    await app.rows(`update webhooks set secret = '\\x01' where id = $1`, [id])
    await app.admin.post('/commands/webhook.ping', { id })
    await work()
    expect(heard).toEqual([])
    expect(await logOf(id)).toMatchObject([{ status: 'waiting', error: 'secret-unreadable' }])
  })
})

describe('what is refused', () => {
  it.each([
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'https://user:pass@example.com/',
    'ftp://example.com/',
  ])('%s', async (address) => {
    const body = { name: 'X', url: address, events: ['*'] }
    const reply = await app.admin.post('/commands/webhook.create', body)
    expect([reply.status, reply.body.problems[0].field]).toEqual([422, 'url'])
  })

  it.each([['moon.*'], ['deal'], ['deal.won.x'], ['constructor.*'], ['']])('events %o', async (event) => {
    const reply = await app.admin.post('/commands/webhook.create', { name: 'X', url, events: [event] })
    expect([reply.status, reply.body.problems[0].field]).toEqual([422, 'events.0'])
  })

  it('the fifty-first', async () => {
    for (let n = 0; n < 50; n++) await create()
    const reply = await app.admin.post('/commands/webhook.create', { name: 'X', url, events: ['*'] })
    expect(reply.body).toMatchObject({ status: 409, code: 'webhook.too-many', params: { most: 50 } })
  })
})
