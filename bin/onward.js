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
const fromSources = args[0] === 'dev'

if (fromSources) {
  const { register } = await import('tsx/esm/api')
  register()
  const { main } = await import('../src/cli/main.ts')
  await main(args)
} else if (args[0] === 'build' || (await isStale())) {
  const { build } = await import('../scripts/build.js')
  if (await build()) await run()
  else process.exitCode = 1
} else {
  await run()
}

async function run() {
  if (args[0] === 'build') return
  const { main } = await import('../dist/cli/main.js')
  await main(args)
}

/** An install without the build tools runs what it was given. */
async function isStale() {
  const root = new URL('..', import.meta.url)
  if (!existsSync(new URL('node_modules/typescript', root)) || !existsSync(new URL('src', root))) return false
  const { isUpToDate } = await import('../scripts/stamp.js')
  return !(await isUpToDate())
}
