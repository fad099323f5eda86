import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fastestPlace } from '../helpers/test-server.ts'

const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))

const children: Child[] = []
let place: string
beforeAll(async () => {
  place = await mkdtemp(join(await fastestPlace(), 'onward-cli-'))
})
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(place, { recursive: true, force: true })
})

test('a start tells its address and set-up link, lets commands work beside it and stops on request', async () => {
  const child = spawnOnward(['start'], { PORT: '0' })
  const link = await lineWith(child, '/setup?token=')
  expect((await fetch(new URL('/health', link))).status).toBe(200)

  const url = await onward(['db', 'url'])
  expect(url).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^postgres:\/\/onward:\w+@127\.0\.0\.1:\d+\/onward$/m),
  })
  expect(await onward(['migrate'])).toMatchObject({ code: 0, out: expect.stringContaining('up to date') })
  expect(await onward(['start'], { PORT: '0' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('is already running on the data folder'),
  })

  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
  expect(await onward(['db', 'url'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not running'),
  })
})

test('bad settings are told in the language of the terminal', async () => {
  expect(await onward(['start'], { PORT: 'x', LANG: 'ru_RU.UTF-8' })).toMatchObject({
    code: 1,
    err: 'PORT равен «x», а должен быть целым числом от 0 до 65535.\n',
  })
})

test('a busy port is told in one sentence', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = String(typeof address === 'object' && address?.port)
  expect(await onward(['start'], { PORT: port })).toMatchObject({
    code: 1,
    err: `Port ${port} is used by another program. Stop it or set PORT to a free one.\n`,
  })
  expect(await onward(['doctor'], { PORT: port })).toMatchObject({
    code: 1,
    out: expect.stringContaining(`✗ Port ${port}`),
  })
  squatter.close()
})

test('the doctor finds a sound machine sound', async () => {
  const healthy = await onward(['doctor'], { PORT: '0', ONWARD_DATA_DIR: join(place, 'new') })
  expect(healthy.out).toContain('✓ The built-in database works here')
  expect(healthy.out).not.toContain('✗')
  expect(healthy.code).toBe(0)
})

type Child = ChildProcessByStdio<null, Readable, Readable>

function spawnOnward(args: string[], env: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', entry, ...args], {
    env: {
      PATH: process.env.PATH,
      LANG: 'C',
      ONWARD_DATA_DIR: join(place, 'data'),
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

async function onward(args: string[], env?: NodeJS.ProcessEnv) {
  const child = spawnOnward(args, env)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code }
}

/** The first line of what a process says that holds `part`; rejects with all it said when it ends before. */
async function lineWith(child: Child, part: string): Promise<string> {
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk
    const line = said
      .split('\n')
      .slice(0, -1)
      .find((candidate) => candidate.includes(part))
    if (line) return line.trim()
  }
  throw new Error(said)
}
