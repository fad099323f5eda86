import { build } from './build.js'
import { checkSources } from './check.js'
import { runLoudly, tool } from './run.js'

/**
 * Everything: format, lint, types, build, then all tests in one Vitest run, whose summary comes last.
 * Arguments are handed to Vitest: `npm test -- src/kernel`.
 */
const sources = await checkSources()
const built = sources && (await build())
const passed = built && (await runLoudly(tool('vitest'), ['run', ...process.argv.slice(2)]))
process.exitCode = passed ? 0 : 1
