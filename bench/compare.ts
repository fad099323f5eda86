import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { ms } from './measure.ts'
import type { Report } from './run.ts'

/**
 * `npx tsx bench/compare.ts <commit> [--size S --runs 40 --only text --turns 3]`: the bench of another commit and of this
 * checkout in turns, so that what else the machine does falls on both, and the medians of the turns side by side.
 */
const {
  values: flags,
  positionals: [commit],
} = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: 'S' },
    runs: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    turns: { type: 'string', default: '3' },
  },
})
if (!commit) throw new Error('name the commit to compare with: npx tsx bench/compare.ts <commit>')

const run = promisify(execFile)
const here = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'onward-compare-'))
const there = join(folder, 'checkout')
await run('git', ['worktree', 'add', '--detach', there, commit], { cwd: here })
try {
  await symlink(join(here, 'node_modules'), join(there, 'node_modules'))
  const sides = [
    { name: commit, root: there, reports: [] as Report[] },
    { name: 'here', root: here, reports: [] as Report[] },
  ]
  for (let turn = 0; turn < Number(flags.turns); turn++)
    for (const { name, root, reports } of sides) {
      console.error(`turn ${turn + 1}: ${name}`)
      reports.push(await benchOf(root, name))
    }
  print(sides[0]!.reports, sides[1]!.reports)
} finally {
  await run('git', ['worktree', 'remove', '--force', there], { cwd: here })
  await rm(folder, { recursive: true, force: true })
}

/** What is filled in the first turn is used again, by each side its own. */
async function benchOf(root: string, name: string): Promise<Report> {
  const { size, runs, only } = flags
  const results = join(folder, 'results.json')
  const kept = join(folder, `data ${name}`)
  const asked = ['--size', size, '--runs', runs, '--only', only, '--json', results, '--keep', kept]
  await run(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...asked], {
    cwd: root,
    maxBuffer: 64 * 1024 ** 2,
  })
  return JSON.parse(await readFile(results, 'utf8')) as Report
}

function print(before: Report[], after: Report[]): void {
  console.log(
    `| Scenario | ${commit}, ms | here, ms | change | statements | rows read |\n| --- | --: | --: | --: | --: | --: |`,
  )
  for (const { name, cost } of after[0]!.results) {
    const then = before[0]!.results.find((one) => one.name === name)
    if (!then) continue
    const [was, is] = [middle(before, name), middle(after, name)]
    const change = `${is > was ? '+' : '−'}${Math.abs((is / was - 1) * 100).toFixed(0)} %`
    const both = (a?: number, b?: number) => (a === b ? `${a ?? '–'}` : `${a ?? '–'} → ${b ?? '–'}`)
    console.log(
      `| ${name} | ${ms(was)} | ${ms(is)} | ${change} | ${both(then.cost?.statements, cost?.statements)} | ${both(then.cost?.rowsRead, cost?.rowsRead)} |`,
    )
  }
}

/** The median over the turns of a scenario's median. */
function middle(reports: Report[], name: string): number {
  const medians = reports
    .flatMap(({ results }) => results.filter((one) => one.name === name))
    .map(({ alone }) => alone.median)
    .sort((a, b) => a - b)
  return medians[Math.floor(medians.length / 2)] ?? Number.NaN
}
