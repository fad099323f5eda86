import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BucketServer, startBucketServer } from '../../../../tests/helpers/bucket-server.ts'
import { startClamdServer } from '../../../../tests/helpers/clamd-server.ts'
import { attach } from '../../../../tests/helpers/files.ts'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

/** An install that keeps its files in a bucket and has a virus scanner. */
let app: TestApp
let bucket: BucketServer
let clamd: Awaited<ReturnType<typeof startClamdServer>>
let contact: string
beforeAll(async () => {
  bucket = await startBucketServer()
  clamd = await startClamdServer()
  const { endpoint, region, accessKey, secretKey } = bucket.place
  app = await startTestApp({
    jobs: true,
    env: {
      ONWARD_S3_ENDPOINT: endpoint,
      ONWARD_S3_BUCKET: bucket.place.bucket,
      ONWARD_S3_REGION: region,
      ONWARD_S3_ACCESS_KEY: accessKey,
      ONWARD_S3_SECRET_KEY: secretKey,
      ONWARD_CLAMD: clamd.address,
    },
  })
  contact = (await app.admin.post('/contacts', { name: 'Anna' })).body.item.id
})
afterAll(async () => {
  await app.close()
  await bucket.close()
  await clamd.close()
})

const send = async (content: string | Buffer) => {
  const { body } = await attach(app, app.admin, { to: { entity: 'contact', id: contact }, content })
  return body.item as { id: string; state: string; sha256: string }
}
const stateOf = async (id: string) => (await app.admin.get(`/files/${id}`)).body.item.state

it('a file opens once it was found clean, and comes from the bucket', async () => {
  const content = Buffer.alloc(300_000, 'clean ')
  const { id, state } = await send(content)
  expect(state).toBe('checking')
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('ready')
  expect(clamd.seen.at(-1)?.equals(content)).toBe(true)
  expect([...bucket.objects.values()].some((one) => one.equals(content))).toBe(true)
  const answer = await app.admin.get(`/files/${id}/content`)
  expect([answer.status, answer.body.length]).toEqual([200, 300_000])
})

it('an infected file never opens, nor do its twins', async () => {
  const { id } = await send('X5O!EICAR-STANDARD-ANTIVIRUS-TEST-FILE')
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('infected')
  const twin = await send('X5O!EICAR-STANDARD-ANTIVIRUS-TEST-FILE')
  expect(twin.state).toBe('infected')
  for (const one of [id, twin.id])
    for (const path of ['content', 'content?as=inline', 'text'])
      expect((await app.admin.get(`/files/${one}/${path}`)).body.code).toBe('file.infected')
})

it('a file waits while it is being looked at', async () => {
  const { id } = await send('waits')
  await app.rows(`update files set state = 'checking' where id = $1`, [id])
  expect((await app.admin.get(`/files/${id}/content`)).body.code).toBe('file.not-ready')
})

it('tables are imported from the bucket', async () => {
  const { counts } = await importing(app).bringIn(csv([['Name'], ['Boris'], ['Vera']]), {
    entity: 'contact',
    columns: { Name: 'name' },
  })
  expect(counts).toMatchObject({ created: 2, failed: 0 })
})
