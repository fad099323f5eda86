import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const guide = readFileSync(`${root}docs/api-guide.md`, 'utf8')
const examples = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text)

let app: TestApp
let env: NodeJS.ProcessEnv
let folder: string
let hasCurl: boolean
beforeAll(async () => {
  app = await startTestApp()
  const URL = await app.app.listen({ port: 0, host: '127.0.0.1' })
  const KEY = (await app.admin.post('/commands/apiKey.create', { name: 'Guide' })).body.key
  const CONTACT = (await app.admin.post('/contacts', { name: 'Anna' })).body.item.id
  env = { ...process.env, URL, KEY, CONTACT }
  folder = mkdtempSync(join(tmpdir(), 'onward-guide-'))
  hasCurl = (await run('curl', ['--version'])).code === 0
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Beside the server of this very process, so nothing may wait in it. */
function run(program: string, given: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) =>
    execFile(program, given, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, out: `${stdout}${stderr}` }),
    ),
  )
}

describe('the API guide', () => {
  it('has examples of both kinds', () => {
    expect(examples('sh').length).toBeGreaterThan(5)
    expect(examples('ts').length).toBeGreaterThan(2)
  })

  it.each(examples('sh'))('has an example for the command line that works: %s', async (text) => {
    if (!hasCurl) return void process.stderr.write('there is no curl here: the example is not run\n')
    const { code, out } = await run('sh', ['-c', text.replace('curl ', 'curl -sS --fail-with-body ')])
    expect([code, out]).toEqual([0, expect.stringContaining('{')])
    const answer = JSON.parse(out)
    expect(answer.failed ?? []).toEqual([])
  })

  it.each(examples('ts'))('has an example in TypeScript that works: %s', async (text) => {
    const file = join(folder, `${Math.abs(text.length)}.mts`)
    const client = pathToFileURL(`${root}client/src/index.ts`).href
    writeFileSync(file, text.replace("'onward-client'", `'${client}'`))
    const { code, out } = await run(process.execPath, [`${root}node_modules/tsx/dist/cli.mjs`, file])
    expect([code, out]).toEqual([0, out])
  })
})
