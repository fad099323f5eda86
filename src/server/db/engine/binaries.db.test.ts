import { execFile } from 'node:child_process'
import { appendFile, chmod, cp, lstat, mkdir, mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enginePackage, prepareBinaries, program } from './binaries.ts'
import { dataFolder } from './data-folder.ts'

const run = promisify(execFile)
const nobody = { uid: 65534, gid: 65534 }
const isRoot = process.getuid?.() === 0

let workplace: string
let home: string

// A package as npm leaves it when install scripts are off: without the libraries' symbolic links.
beforeAll(async () => {
  workplace = await mkdtemp(join(tmpdir(), 'onward-binaries-'))
  home = join(workplace, 'package')
  await cp(enginePackage()!, home, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink() && !path.endsWith('.a'),
  })
})

afterAll(() => rm(workplace, { recursive: true, force: true }))

test('missing library links are repaired', async () => {
  const postgres = join(home, 'native', 'bin', 'postgres')
  await expect(run(postgres, ['--version'])).rejects.toThrow('libicu')
  const binaries = await prepareBinaries(dataFolder(workplace), null, { home, places: [] })
  expect(await readlink(join(home, 'native', 'lib', 'libicuuc.so.60'))).toBe('libicuuc.so.60.2')
  expect((await run(program(binaries, 'postgres'), ['--version'])).stdout).toContain(binaries.version)
})

test.runIf(isRoot)(
  'programs the account cannot reach are copied, and an altered copy is replaced',
  async () => {
    const open = await mkdtemp(join(tmpdir(), 'onward-place-'))
    await chmod(open, 0o755)
    const prepare = () => prepareBinaries(dataFolder(workplace), nobody, { home, places: [open] })
    try {
      const copy = await prepare()
      expect(copy.native.startsWith(open)).toBe(true)
      const postgres = program(copy, 'postgres')
      const { size } = await lstat(postgres)
      await appendFile(postgres, 'planted')
      expect(await prepare()).toEqual(copy)
      expect((await lstat(postgres)).size).toBe(size)
      expect((await run(postgres, ['--version'], { ...nobody, cwd: '/' })).stdout).toContain('18')
    } finally {
      await rm(open, { recursive: true, force: true })
    }
  },
)

test.runIf(isRoot)('with nowhere to copy to, the reason is told', async () => {
  const closed = join(workplace, 'closed')
  await mkdir(closed, { mode: 0o700 })
  await expect(prepareBinaries(dataFolder(workplace), nobody, { home, places: [closed] })).rejects.toThrow(
    'The built-in database cannot be run: ',
  )
})
