import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { startTestApp } from '../../../../tests/helpers/test-app.ts'

it('a process that does jobs sends what happens by itself', async () => {
  const heard: string[] = []
  const sink = createServer(async (request, answer) => {
    let body = ''
    for await (const part of request) body += part
    heard.push(JSON.parse(body).type)
    answer.end()
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  const app = await startTestApp({ jobs: true, outboundAllow: '127.0.0.1' })
  try {
    const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`
    await app.admin.post('/commands/webhook.create', { name: 'Live', url, events: ['lead.*'] })
    await app.admin.post('/leads', { name: 'Told' })
    await expect.poll(() => heard, { timeout: 30_000 }).toContain('lead.created')
  } finally {
    await app.close()
    sink.close()
  }
})
