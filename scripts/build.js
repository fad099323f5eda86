import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { firstLoadProblems } from './first-load.js'
import { runQuietly, seconds, tool } from './run.js'
import { fingerprint, forgetBuild, rememberBuild, root } from './stamp.js'

const dist = join(root, 'dist')
const isWeb = /^src[\\/](web|modules[\\/][^\\/]+[\\/]web)[\\/]/

/** Builds server and web app into `dist`; false, with the reasons printed, when something is wrong. */
export async function build() {
  const since = Date.now()
  console.log('Building…')
  const print = await fingerprint()
  await forgetBuild()
  const results = await Promise.all([buildServer(), buildWeb()])
  const problems = results.flat()
  if (problems.length === 0) problems.push(...(await firstLoadProblems(join(dist, 'web'))))
  if (problems.length > 0) {
    console.error(`${problems.join('\n')}\nThe build failed.`)
    return false
  }
  await rememberBuild(print)
  console.log(`Built in ${seconds(since)}.`)
  return true
}

async function buildServer() {
  await Promise.all(
    ['cli', 'kernel', 'modules', 'server'].map((part) =>
      rm(join(dist, part), { recursive: true, force: true }),
    ),
  )
  const { ok, output } = await runQuietly(tool('typescript', 'tsc'), ['-p', 'tsconfig.build.json'])
  await copyAssets()
  return ok ? [] : [output]
}

/** What the server reads at run time beside its code: texts of the screens it sends, word lists and the like. */
async function copyAssets() {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || /\.tsx?$/.test(entry.name) || isWeb.test(relative(root, path))) continue
    const target = join(dist, relative(join(root, 'src'), path))
    await mkdir(dirname(target), { recursive: true })
    await cp(path, target)
  }
}

async function buildWeb() {
  const { ok, output } = await runQuietly(tool('vite'), ['build', '--logLevel', 'warn'])
  if (!ok) return [output]
  await compress(join(dist, 'web'))
  return []
}

/** Compressed once here instead of on every answer. */
async function compress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.(js|css|svg|json|webmanifest)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(
    files.map(async (path) => {
      const content = await readFile(path)
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      }
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }))
    }),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await build()) ? 0 : 1
