import { fileURLToPath } from 'node:url'
import { runLoudly, runQuietly, seconds, tool } from './run.js'

const steps = [
  ['format and lint', 'biome', tool('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '.']],
  ['types of the server', 'tsc', tool('typescript', 'tsc'), ['-p', 'tsconfig.json', '--noEmit']],
  ['types of the web app', 'tsc', tool('typescript', 'tsc'), ['-p', 'tsconfig.web.json', '--noEmit']],
]

/** Runs the checks that need no database; false when one of them found something. */
export async function checkSources() {
  let allGood = true
  for (const [title, name, script, args] of steps) {
    const since = Date.now()
    const { ok, output } = await runQuietly(script, args)
    console.log(`${ok ? '✓' : '✗'} ${title} (${name}, ${seconds(since)})`)
    if (!ok) console.log(output)
    allGood &&= ok
  }
  return allGood
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sources = await checkSources()
  const unit = await runLoudly(tool('vitest'), ['run', '--project', 'unit'])
  console.log(sources && unit ? 'All checks passed.' : 'Some checks failed.')
  process.exitCode = sources && unit ? 0 : 1
}
