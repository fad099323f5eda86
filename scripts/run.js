import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { root } from './stamp.js'

const require = createRequire(import.meta.url)

/** The script behind a tool of the project, such as `vite`; runs by Node itself on every system. */
export function tool(packageName, bin = packageName) {
  const manifest = findManifest(packageName)
  const { bin: bins } = require(manifest)
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[bin])
}

/** Runs a tool, keeps its output and tells how it ended. */
export async function runQuietly(script, args, env = {}) {
  const child = start(script, args, env, ['ignore', 'pipe', 'pipe'])
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { ok: code === 0, output: `${out}${err}`.trim() }
}

/** Runs a tool that speaks for itself. */
export async function runLoudly(script, args, env = {}) {
  const [code] = await once(start(script, args, env, ['ignore', 'inherit', 'inherit']), 'exit')
  return code === 0
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

function start(script, args, env, stdio) {
  return spawn(process.execPath, [script, ...args], { cwd: root, env: { ...process.env, ...env }, stdio })
}

/** Packages may hide their package.json from `require.resolve`, so it is looked up in the folder. */
function findManifest(packageName) {
  return join(root, 'node_modules', packageName, 'package.json')
}
