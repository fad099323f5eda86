#!/usr/bin/env node
import { existsSync } from 'node:fs'

/** Older syntax only up to here: this must be readable by the Node it complains about. */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Onward needs Node 20.19 or newer (24 recommended), but this is Node ${process.versions.node}.`,
  )
  console.error(`Onward нужен Node 20.19 или новее (лучше 24), а это Node ${process.versions.node}.`)
  process.exit(1)
}

const args = process.argv.slice(2)
const root = new URL('..', import.meta.url)
const has = (path) => existsSync(new URL(path, root))

if (args[0] === 'dev') {
  const { register } = await import('tsx/esm/api')
  register()
  await run('../src/cli/main.ts')
} else if (args[0] === 'build') {
  process.exitCode = (await build()) ? 0 : 1
} else if ((await isBuilt()) || (await build())) {
  await run('../dist/cli/main.js')
} else {
  process.exitCode = 1
}

async function run(path) {
  const { main } = await import(path)
  await main(args)
}

/** An install without sources or build tools runs what it was given. */
async function isBuilt() {
  if (!has('src') || !has('node_modules/typescript')) return has('dist/cli/main.js')
  const { isUpToDate } = await import('../scripts/stamp.js')
  return isUpToDate()
}

async function build() {
  if (has('node_modules/typescript')) return (await import('../scripts/build.js')).build()
  console.error('Onward is not built, and the build tools are not installed: run npm ci without --omit=dev.')
  console.error('Onward не собран, а инструменты сборки не установлены: выполните npm ci без --omit=dev.')
  return false
}
