import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../tests/helpers/test-app.ts'
import { sealAll } from '../modules/audit/server/index.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.admin.post('/contacts', { name: 'Sealed' })
  await vi.waitFor(
    async () => {
      await sealAll(app.services, { atOnce: true })
      if ((await app.admin.get('/audit/seal')).body.waiting > 0) throw new Error('not all is sealed')
    },
    { timeout: 30_000, interval: 50 },
  )
})
afterAll(() => app.close())

function onward(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: app.services.config.databaseUrl ?? '', LANG: 'C' }
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/cli/entry.ts', ...args],
      { cwd: root, env },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  )
}

it('prints seals, finds the log whole, and names what is not', async () => {
  const printed = await onward('audit', 'anchor')
  const anchor = /^ws_\w+:\d+:[0-9a-f]{64}/m.exec(printed.out)?.[0] ?? ''
  expect([anchor, printed.err]).toEqual([(await app.admin.get('/audit/seal')).body.anchor, ''])
  expect(await onward('audit', 'verify', '--anchor', anchor)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Romashka: the log is as it was sealed'),
  })
  expect(await onward('audit', 'verify', '--anchor', 'x')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not a seal'),
  })
  expect(await onward('audit', 'verify', '--anchor', `ws_other:1:${'0'.repeat(64)}`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('no workspace'),
  })
  await app.rows(`grant all on events to current_user`)
  await app.rows(`update events set kind = 'contact.updated' where kind = 'contact.created'`)
  expect(await onward('audit', 'verify')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Romashka: entries of block \d+ were changed/),
  })
})
