import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'dist', '.built-from')
const alone = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
  'scripts/build.js',
]

/** Whether `dist` was built from the sources as they are now, told by their names, sizes and times. */
export async function isUpToDate() {
  const built = await readFile(stamp, 'utf8').catch(() => null)
  return built !== null && built === (await fingerprint())
}

/** Called before a build, so that an unfinished one never counts. */
export async function forgetBuild() {
  await rm(stamp, { force: true })
}

export async function rememberBuild(print) {
  await writeFile(stamp, print)
}

export async function fingerprint() {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })
  const sources = entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const files = [...sources, ...alone.map((name) => join(root, name))].sort()
  const hash = createHash('sha256')
  for (const line of await Promise.all(files.map(describe))) hash.update(line)
  return hash.digest('hex')
}

async function describe(path) {
  const { size, mtimeMs } = await stat(path)
  return `${relative(root, path)} ${size} ${mtimeMs}\n`
}
