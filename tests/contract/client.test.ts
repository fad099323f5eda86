import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, OnwardError, verifyWebhook } from '../../client/src/index.ts'
import { clientTypes } from '../../scripts/client-types.ts'
import { signedHeaders } from '../../src/modules/integrations/server/sign.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const file = fileURLToPath(new URL('../../client/src/types.ts', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))

let app: TestApp
let url: string
let key: string
beforeAll(async () => {
  app = await startTestApp()
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
  key = (await app.admin.post('/commands/apiKey.create', { name: 'Client' })).body.key
})
afterAll(() => app.close())

/** As the formatter of the project would have it. */
function formatted(text: string): string {
  const biome = `${root}node_modules/@biomejs/biome/bin/biome`
  const run = spawnSync(process.execPath, [biome, 'format', '--stdin-file-path=client/src/types.ts'], {
    cwd: root,
    input: text,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout
}

describe('the types of the client', () => {
  it('are those of the API', async () => {
    const made = formatted(clientTypes((await app.admin.get('/api/openapi.json')).body))
    if (process.env.ONWARD_WRITE_CLIENT) writeFileSync(file, made)
    expect(
      readFileSync(file, 'utf8') === made,
      'the API has changed: ONWARD_WRITE_CLIENT=1 npx vitest run tests/contract/client.test.ts writes the types anew',
    ).toBe(true)
  })
})

describe('the client', () => {
  const client = () => createClient({ url, key })

  it('creates, reads, changes, lists and deletes', async () => {
    const { item } = await client().create('companies', { name: 'By the client' })
    const { item: read } = await client().get('companies', item.id)
    expect(read.name).toBe('By the client')
    const changed = await client().update('companies', item.id, { city: 'Perm' }, read.version)
    expect(changed.item.city).toBe('Perm')
    const filter = { field: 'city', op: 'eq', value: 'Perm' }
    const { items, included } = await client().list('companies', {
      filter,
      fields: ['name'],
      expand: ['owner'],
    })
    expect(items).toEqual([{ id: item.id, version: 2, name: 'By the client' }])
    expect(included?.[app.admin.userId]).toMatchObject({ entity: 'user' })
    expect(await client().delete('companies', item.id)).toEqual({ event: expect.any(String) })
  })

  it('walks a list of many pages', async () => {
    const items = Array.from({ length: 7 }, (_, n) => ({
      op: 'create' as const,
      values: { name: `Walk ${n}` },
    }))
    await client().command('records.batch', { entity: 'product', items })
    const names: (string | null)[] = []
    for await (const product of client().each('products', { sort: ['name'], limit: 3 }))
      names.push(product.name)
    expect(names).toEqual(items.map(({ values }) => values.name))
  })

  it('asks questions, with an id in the path and without', async () => {
    expect((await client().ask('/changes', { after: 'start', limit: 1 })).items).toHaveLength(1)
    const { id } = (
      await app.admin.post('/commands/webhook.create', {
        name: 'X',
        url: 'https://example.com/',
        events: ['*'],
      })
    ).body
    expect(await client().ask('/webhooks/{id}/deliveries', { id })).toEqual({ items: [], nextCursor: null })
  })

  it('says why it was refused', async () => {
    const refusal = await client()
      .create('companies', { name: '' })
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(OnwardError)
    expect(refusal).toMatchObject({ status: 422, code: 'input.invalid', problems: [{ field: 'name' }] })
    expect((refusal as OnwardError).message).toContain((refusal as OnwardError).detail)
    expect((refusal as OnwardError).detail).toContain('Name')
  })

  it('comes back later under the same idempotency key when it is asked to', async () => {
    const keys: (string | null)[] = []
    const busyOnce: typeof fetch = async (input, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'))
      return keys.length === 1
        ? new Response('{}', { status: 503, headers: { 'retry-after': '0.01' } })
        : fetch(input, init)
    }
    await createClient({ url, key, fetch: busyOnce }).create('companies', { name: 'Busy' })
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  it('sends again under the same key what got no answer, or that of a proxy, and gives up in the end', async () => {
    const keys: (string | null)[] = []
    const flaky: typeof fetch = async (input, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'))
      if (keys.length === 1) {
        await fetch(input, init)
        throw new TypeError('fetch failed')
      }
      return fetch(input, init)
    }
    const { item } = await createClient({ url, key, fetch: flaky }).create('companies', { name: 'Once' })
    expect([keys.length, keys[0]]).toEqual([2, keys[1]])
    const filter = { field: 'name', op: 'eq', value: 'Once' }
    expect((await client().list('companies', { filter })).items).toMatchObject([{ id: item.id }])

    let asked = 0
    const dead: typeof fetch = () => {
      asked++
      return Promise.reject(new TypeError('fetch failed'))
    }
    await expect(createClient({ url, key, fetch: dead, retries: 1 }).list('companies')).rejects.toThrow(
      'fetch failed',
    )
    expect(asked).toBe(2)
  })

  it('does a write once under a key of the program, and refuses a record that looks like another', async () => {
    const values = { name: 'Keyed Anna', email: 'keyed@example.org' }
    const first = await client().create('contacts', values, { idempotencyKey: 'job-17' })
    expect((await client().create('contacts', values, { idempotencyKey: 'job-17' })).item.id).toBe(
      first.item.id,
    )
    await expect(client().create('contacts', values, { duplicates: 'refuse' })).rejects.toMatchObject({
      code: 'record.duplicate',
      params: { candidates: [{ id: first.item.id }] },
    })
  })

  it('tells a message of ours from others', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const body = '{"type":"ping","version":1}'
    const now = new Date()
    const renewed = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
    const headers = signedHeaders([renewed, secret], { id: 'id', at: now, body })
    expect(await verifyWebhook(renewed, headers, body, now)).toMatchObject({ type: 'ping' })
    expect(await verifyWebhook(secret, headers, body, now)).toMatchObject({ type: 'ping' })
    expect(await verifyWebhook(secret, new Headers(headers), body, now)).toMatchObject({ type: 'ping' })
    const shouted = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    )
    expect(await verifyWebhook(secret, shouted, body, now)).toMatchObject({ type: 'ping' })
    const later = new Date(now.getTime() + 301_000)
    await expect(verifyWebhook(secret, headers, body, later)).rejects.toThrow(/too old/)
    await expect(verifyWebhook(secret, headers, `${body} `, now)).rejects.toThrow(/signature/)
    await expect(verifyWebhook('whsec_AAAA', headers, body, now)).rejects.toThrow(/signature/)
    await expect(verifyWebhook(secret, {}, body, now)).rejects.toThrow()
  })
})

describe('the package', () => {
  it('compiles to what Node and browsers run, without dependencies', () => {
    const run = spawnSync(
      process.execPath,
      [`${root}node_modules/typescript/bin/tsc`, '-p', 'client', '--noEmit'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    expect(run.stdout).toBe('')
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${root}client/package.json`, 'utf8'))
    expect([dependencies, peerDependencies]).toEqual([undefined, undefined])
  })
})
