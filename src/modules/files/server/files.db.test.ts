import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attach, fileForm, photoAt, png } from '../../../../tests/helpers/files.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../../server/jobs/housekeeping.ts'

let app: TestApp
let time = Date.now()
beforeAll(async () => {
  app = await startTestApp({
    now: () => new Date(time),
    env: { ONWARD_FILE_LIMIT_MB: '1', ONWARD_FILE_QUOTA_GB: '1' },
  })
})
afterAll(() => app.close())

async function contactOf(client: TestClient = app.admin) {
  const { body } = await client.post('/contacts', { name: `Person ${uuidv7()}` })
  return { entity: 'contact', id: body.item.id as string }
}

const stored = async (): Promise<string[]> => {
  const folder = path.join(app.services.config.dataDir, 'files', 'files', app.workspace.id)
  return readdir(folder).catch(() => [])
}

const read = (client: TestClient, id: string, query = '', headers = {}) =>
  app.app.inject({
    method: 'GET',
    url: `/api/v1/files/${id}/content${query}`,
    headers: { host: 'localhost:3000', cookie: client.cookie, ...headers },
  })

describe('a file', () => {
  it('is attached, shown on the record and its timeline, and comes back as it was', async () => {
    const to = await contactOf()
    const content = Buffer.from([...Array(70_000).keys()].map((n) => (n * 7) % 251))
    const { status, body } = await attach(app, app.admin, { to, content, name: 'Счёт № 1.pdf' })
    expect(status).toBe(201)
    expect(body.item).toMatchObject({
      name: 'Счёт № 1.pdf',
      size: 70_000,
      contact: to.id,
      state: 'ready',
      author: app.admin.userId,
      mediaType: 'application/octet-stream',
    })
    const answer = await read(app.admin, body.item.id)
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload.equals(content)).toBe(true)
    const { body: told } = await app.admin.get(`/timeline?entity=contact&record=${to.id}`)
    expect(told.items[0]).toMatchObject({
      kind: 'file.created',
      data: { name: 'Счёт № 1.pdf', size: 70_000 },
    })
  })

  it('may be empty', async () => {
    const { body } = await attach(app, app.admin, { to: await contactOf(), content: '' })
    expect((await read(app.admin, body.item.id)).rawPayload).toHaveLength(0)
  })

  it('hangs on a note, and on what the note is about', async () => {
    const { id: contact } = await contactOf()
    const { body: note } = await app.admin.post('/notes', { text: 'See the scan', contact })
    const { body } = await attach(app, app.admin, { to: { entity: 'note', id: note.item.id }, content: png })
    expect(body.item).toMatchObject({ note: note.item.id, contact })
    await app.admin.delete(`/notes/${note.item.id}`)
    expect((await read(app.admin, body.item.id)).statusCode).toBe(404)
  })

  it('hangs on a record of a noun of the workspace, and goes over when two are merged', async () => {
    const { body: object } = await app.admin.post('/commands/object.create', {
      one: { en: 'Boat' },
      many: { en: 'Boats' },
    })
    const { entity } = { entity: object.name as string }
    const make = async (name: string) => (await app.admin.post(`/${entity}`, { name })).body.item.id as string
    const [survivor, loser] = [await make('One'), await make('Other')]
    const { status, body } = await attach(app, app.admin, { to: { entity, id: loser }, content: 'papers' })
    expect([status, body.item?.object, body.item?.objectRecord]).toEqual([201, entity, loser])
    const merged = await app.admin.post('/commands/records.merge', { entity, survivor, others: [loser] })
    expect(merged.status).toBe(200)
    expect((await app.admin.get(`/files/${body.item.id}`)).body.item.objectRecord).toBe(survivor)
    expect((await read(app.admin, body.item.id)).statusCode).toBe(200)
  })

  it('is attached to nothing else', async () => {
    const record = (await contactOf()).id
    for (const entity of ['user', 'role', 'file', 'x_nothing', '__proto__'])
      expect((await attach(app, app.admin, { to: { entity, id: record }, content: 'a' })).status).toBe(422)
    const absent = { entity: 'contact', id: uuidv7() }
    expect((await attach(app, app.admin, { to: absent, content: 'a' })).status).toBe(404)
  })

  it('is renamed and removed, and undo takes both back', async () => {
    const { body } = await attach(app, app.admin, { to: await contactOf(), content: 'text', name: 'a.txt' })
    const { id } = body.item
    const renamed = await app.admin.post('/commands/file.rename', { id, name: '../b\u202e.txt' })
    expect(renamed.body.name).toBe('b.txt')
    const removed = await app.admin.post('/commands/file.remove', { id })
    expect((await read(app.admin, id)).statusCode).toBe(404)
    expect((await app.admin.post('/commands/records.undo', { event: removed.body.event })).status).toBe(200)
    expect((await app.admin.post('/commands/records.undo', { event: renamed.body.event })).status).toBe(200)
    expect((await app.admin.get(`/files/${id}`)).body.item.name).toBe('a.txt')
    expect((await read(app.admin, id)).body).toBe('text')
  })

  it('is sent again under the same key without a second one', async () => {
    const to = await contactOf()
    const key = uuidv7()
    const before = (await stored()).length
    const first = await attach(app, app.admin, { to, content: 'once', key })
    const second = await attach(app, app.admin, { to, content: 'once', key })
    expect(second.body).toEqual(first.body)
    expect((await attach(app, app.admin, { to, content: 'other', key })).body.code).toBe(
      'idempotency.other-request',
    )
    await expect.poll(stored).toHaveLength(before + 1)
  })

  it('is stored once, however often and under whatever names it comes', async () => {
    const before = (await stored()).length
    const content = `the same ${uuidv7()}`
    const files = await Promise.all(
      ['a.txt', 'b.txt', 'c.txt'].map(async (name) =>
        attach(app, app.admin, { to: await contactOf(), content, name }),
      ),
    )
    expect(files.map(({ status }) => status)).toEqual([201, 201, 201])
    await expect.poll(stored).toHaveLength(before + 1)
    for (const { body } of files) expect((await read(app.admin, body.item.id)).body).toBe(content)
  })
})

describe('what is hostile', () => {
  const page = '<!doctype html><script>alert(1)</script>'
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  it.each([
    ['a page called a picture', page, 'cat.png', 'image/png', 'text/html'],
    ['a drawing', drawing, 'logo.svg', 'image/svg+xml', 'image/svg+xml'],
    [
      'a drawing called a picture',
      `<?xml version="1.0"?>${drawing}`,
      'logo.png',
      'image/png',
      'image/svg+xml',
    ],
    ['a page behind a mark', `\ufeff  ${page}`, 'a.gif', 'image/gif', 'text/html'],
    ['a script', 'alert(1)', 'a.js', 'text/javascript', 'text/plain'],
    ['a program', Buffer.from('4d5a90000300', 'hex'), 'a.png', 'image/png', 'application/x-executable'],
  ])('%s is bytes to download, whatever is asked', async (_, content, name, type, mediaType) => {
    const { body } = await attach(app, app.admin, { to: await contactOf(), content, name, type })
    expect(body.item.mediaType).toBe(mediaType)
    const { headers } = await read(app.admin, body.item.id, '?as=inline')
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
    })
  })

  it('a picture with a page in it stays a picture', async () => {
    const content = Buffer.concat([png, Buffer.from(page)])
    const { body } = await attach(app, app.admin, {
      to: await contactOf(),
      content,
      name: 'a.html',
      type: 'text/html',
    })
    const { headers } = await read(app.admin, body.item.id, '?as=inline')
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline;/),
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
    })
    const asked = await read(app.admin, body.item.id)
    expect(asked.headers['content-disposition']).toMatch(/^attachment;/)
  })

  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['a\r\nset-cookie: b=c.txt', 'a%0D%0Aset-cookie_ b=c.txt'],
    [`${'я'.repeat(300)}.docx`, `${'я'.repeat(195)}.docx`],
    ['con.txt', '_con.txt'],
    ['', 'file'],
  ])('the name %j becomes %j', async (name, clean) => {
    const { status, body } = await attach(app, app.admin, { to: await contactOf(), content: 'a', name })
    expect([status, body.item?.name]).toEqual([201, clean])
    const { headers } = await read(app.admin, body.item.id)
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%!~-]+$/,
    )
  })

  it('a photo loses the place it was taken at', async () => {
    const photo = photoAt(Buffer.from('PLACE-OF-HOME-24-BYTES!!'))
    const { body } = await attach(app, app.admin, { to: await contactOf(), content: photo, name: 'a.jpg' })
    const { rawPayload } = await read(app.admin, body.item.id)
    expect(rawPayload).toHaveLength(photo.length)
    expect(rawPayload.includes('PLACE-OF-HOME')).toBe(false)
    expect(rawPayload.includes('Camera')).toBe(true)
    expect(body.item.sha256).toBe(createHash('sha256').update(rawPayload).digest('hex'))
  })
})

describe('limits', () => {
  it('a file of the largest size comes in, one more byte does not and leaves nothing', async () => {
    const to = await contactOf()
    expect((await attach(app, app.admin, { to, content: Buffer.alloc(1_048_576, 'a') })).status).toBe(201)
    const before = await stored()
    const refused = await attach(app, app.admin, { to, content: Buffer.alloc(1_048_577, 'b') })
    expect([refused.status, refused.body.params]).toEqual([413, { megabytes: 1 }])
    expect((await attach(app, app.admin, { to, content: Buffer.alloc(10_485_760, 'b') })).status).toBe(413)
    expect(await stored()).toEqual(before)
  })

  it('a workspace has so much room and no more', async () => {
    const to = await contactOf()
    await app.rows(
      `insert into file_contents values (repeat('f', 64), 'files/none', 1073741800, 'text/plain', 'unscanned', now())`,
    )
    const before = await stored()
    expect((await attach(app, app.admin, { to, content: 'a'.repeat(1000) })).body).toMatchObject({
      code: 'file.no-room',
      params: { limit: 1024 },
    })
    expect(await stored()).toEqual(before)
    await app.rows(`delete from file_contents where key = 'files/none'`)
    expect((await attach(app, app.admin, { to, content: 'a'.repeat(1000) })).status).toBe(201)
  })

  it('an upload that breaks off leaves nothing', async () => {
    const to = await contactOf()
    const before = await stored()
    await app.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.app.server.address() as AddressInfo
    const { payload, headers } = fileForm(Buffer.alloc(900_000, 'c'), 'cut.bin')
    const sent = plainRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: `/api/v1/files?entity=contact&record=${to.id}`,
      headers: {
        ...headers,
        host: 'localhost:3000',
        origin: 'http://localhost:3000',
        cookie: app.admin.cookie,
        'content-length': payload.length,
      },
    })
    sent.on('error', () => {})
    sent.write(payload.subarray(0, 600_000))
    await expect.poll(stored).not.toEqual(before)
    sent.destroy()
    await expect.poll(stored).toEqual(before)
    expect(await app.rows('select 1 from files where contact_id = $1', [to.id])).toEqual([])
  })
})

describe('reading', () => {
  it('a part, the same again, and the head alone', async () => {
    const { body } = await attach(app, app.admin, { to: await contactOf(), content: '0123456789' })
    const { id, sha256 } = body.item
    const etag = `"${sha256}"`
    const part = async (range: string, more = {}) => {
      const { statusCode, body: text, headers } = await read(app.admin, id, '', { range, ...more })
      return [statusCode, text, headers['content-range']]
    }
    expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10'])
    expect(await part('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10'])
    expect(await part('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10'])
    expect(await part('bytes=0-999')).toEqual([206, '0123456789', 'bytes 0-9/10'])
    expect(await part('bytes=10-')).toEqual([416, '', 'bytes */10'])
    expect(await part('bytes=4-2')).toEqual([200, '0123456789', undefined])
    expect(await part('bytes=0-1,3-4')).toEqual([200, '0123456789', undefined])
    expect(await part('bytes=2-4', { 'if-range': etag })).toEqual([206, '234', 'bytes 2-4/10'])
    expect(await part('bytes=2-4', { 'if-range': '"old"' })).toEqual([200, '0123456789', undefined])
    expect((await read(app.admin, id, '', { 'if-none-match': etag })).statusCode).toBe(304)
    const head = await app.app.inject({
      method: 'HEAD',
      url: `/api/v1/files/${id}/content`,
      headers: { host: 'localhost:3000', cookie: app.admin.cookie },
    })
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '10', ''])
  })

  it('the first lines of a text in any encoding', async () => {
    const lines = async (content: string | Buffer) => {
      const { body } = await attach(app, app.admin, { to: await contactOf(), content })
      return (await app.admin.get(`/files/${body.item.id}/text`)).body
    }
    expect(await lines('a;b\r\n1;2\r\n')).toEqual({ lines: ['a;b', '1;2'], isWhole: true })
    const russian = Buffer.from('cff0e8e2e5f22c20ece8f0210d0acae0ea20e4e5ebe03f', 'hex')
    expect((await lines(russian)).lines).toEqual(['Привет, мир!', 'Как дела?'])
    expect(await lines('line\n'.repeat(50_000))).toMatchObject({ isWhole: false })
    expect(await lines(png)).toEqual({ lines: [], isWhole: false })
  })

  it('ends for who loses sight of the record, and for everybody else from the start', async () => {
    const [manager, stranger] = [await app.signIn('sales_manager'), await app.signIn('sales_manager')]
    const { body: deal } = await manager.post('/deals', { title: 'Secret', nextStep: undefined })
    const { body } = await attach(app, manager, {
      to: { entity: 'deal', id: deal.item.id },
      content: 'secret',
    })
    const { id } = body.item
    expect((await read(manager, id)).statusCode).toBe(200)
    for (const path of [`/files/${id}`, `/files/${id}/content`, `/files/${id}/text`]) {
      const refused = await stranger.get(path)
      const absent = await stranger.get(path.replace(id, uuidv7()))
      expect([refused.status, refused.body.code]).toEqual([404, 'record.not-found'])
      expect({ ...refused.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' })
    }
    const listed = async ({ get }: TestClient) =>
      (await get('/files?limit=200')).body.items.map((one: { id: string }) => one.id)
    expect(await listed(stranger)).not.toContain(id)
    expect(await listed(manager)).toContain(id)
    expect((await stranger.post('/commands/file.remove', { id })).status).toBe(404)
    await app.admin.post('/commands/work.assign', {
      entity: 'deal',
      ids: [deal.item.id],
      owner: stranger.userId,
    })
    expect([(await read(manager, id)).statusCode, (await read(stranger, id)).statusCode]).toEqual([404, 200])
    await app.admin.delete(`/deals/${deal.item.id}`)
    expect((await read(app.admin, id)).statusCode).toBe(404)
  })
})

describe('bytes nobody refers to', () => {
  it('go when a removed file can no longer be brought back, and not before', async () => {
    const to = await contactOf()
    const shared = `shared ${uuidv7()}`
    const { body: kept } = await attach(app, app.admin, { to, content: shared })
    const { body: twin } = await attach(app, app.admin, { to, content: shared })
    const { body: gone } = await attach(app, app.admin, { to, content: `alone ${uuidv7()}` })
    const before = (await stored()).length
    const { body: removed } = await app.admin.post('/commands/file.remove', { id: gone.item.id })
    await app.admin.post('/commands/file.remove', { id: twin.item.id })
    const later = async (days: number) => {
      time += days * 86_400_000
      await keepHouse(app.services)
      await keepHouse(app.services)
    }
    await later(29)
    expect(await stored()).toHaveLength(before)
    expect((await app.admin.post('/commands/records.undo', { event: removed.event })).status).toBe(200)
    await app.admin.post('/commands/file.remove', { id: gone.item.id })
    await later(33)
    expect(await stored()).toHaveLength(before - 1)
    // The session of who began has ended meanwhile.
    expect((await read(await app.signIn('sales_manager'), kept.item.id)).body).toBe(shared)
  })

  it('are swept when a process was killed before it wrote their row', async () => {
    const { Readable } = await import('node:stream')
    const key = `files/${app.workspace.id}/${uuidv7()}`
    await app.services.files.save(key, Readable.from(['nobody knows']))
    await keepHouse({ ...app.services, now: () => new Date() })
    expect(await stored()).toContain(key.split('/')[2])
    time = Date.now() + 2 * 86_400_000
    await keepHouse(app.services)
    expect(await stored()).not.toContain(key.split('/')[2])
  })
})
