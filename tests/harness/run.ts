import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fastestPlace } from '../helpers/test-server.ts'
import { movableClock } from './clock.ts'
import { type PartResult, runPart } from './driver.ts'
import { faults } from './faults.ts'
import { type GroundName, groundProblem, grounds } from './grounds.ts'
import { runHostile } from './hostile/hostile.ts'
import { runOverload } from './overload/overload.ts'
import type { Verdict } from './overload/verdicts.ts'
import { planPart } from './plan.ts'
import { runPlants } from './plants.ts'
import { reportOf, summaryOf } from './report.ts'

/** `npm run test:reliability [-- --seed 7 --seconds 120 --clients 3 --faults kill-app,stall]`; docs/reliability.md tells more. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    /** 120 unless said otherwise, of overload 60. */
    seconds: { type: 'string' },
    clients: { type: 'string', default: '3' },
    lanes: { type: 'string', default: '4' },
    faults: { type: 'string', default: '' },
    /** Seconds from one fault to the next. */
    every: { type: 'string', default: '5' },
    out: { type: 'string' },
    /** Runs the planted bugs instead; names after it choose some. */
    plants: { type: 'boolean', default: false },
    /** Asks for more than the server can do; `--seconds` is how long twice the capacity lasts. */
    overload: { type: 'boolean', default: false },
    /** Lets people in who mean harm; words after it choose some. */
    hostile: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const say = (text: string) => process.stdout.write(`${text}\n`)
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder =
  values.out ?? join(root, 'data', 'reliability', `${new Date().toISOString().replace(/[:.]/g, '-')}-${seed}`)

await mkdir(folder, { recursive: true })
say(`seed ${seed}; logs in ${folder}`)
const isGood = values.plants
  ? plantsAreCaught
  : values.overload
    ? overloadIsBorne
    : values.hostile
      ? harmIsBorne
      : runIsGood
process.exitCode = (await isGood()) ? 0 : 1

async function runIsGood(): Promise<boolean> {
  const parts: PartResult[] = []
  const skipped: string[] = []
  const asked = values.faults.split(',').filter(Boolean)
  const wanted = faults.filter(({ name }) => asked.length === 0 || asked.includes(name))
  for (const { name, problem } of wanted) {
    const why = problem?.()
    if (why) skipped.push(`${name}: ${why}`)
  }
  const names = wanted.filter(({ problem }) => !problem?.()).map(({ name }) => name)
  const env = names.includes('clock-leap') ? await movableClock() : {}
  for (const { ground, seconds, count } of shares(names)) {
    const problem = await groundProblem(ground)
    if (problem) {
      skipped.push(`${ground}: ${problem}`)
      continue
    }
    const part = planPart(seed, ground, { seconds }, count, names)
    say(`${ground}: ${seconds} s, ${part.faults.map(({ fault }) => fault.name).join(', ')}`)
    parts.push(
      await runPart(part, {
        ...(await optionsOf(ground)),
        env: ground === 'single' ? env : {},
        weights: {},
        untilBreach: false,
      }),
    )
  }
  const floor = { acknowledged: 1000, faults: 10 }
  const report = reportOf(parts, { ...about(), skipped }, floor)
  await writeReport('report.json', report)
  say(`\n${summaryOf(report)}`)
  return report.outcome === 'passed'
}

async function overloadIsBorne(): Promise<boolean> {
  const options = { ...(await optionsOf('overload')), seconds: Number(values.seconds ?? 60) }
  const report = await runOverload(options)
  await writeReport('overload.json', report)
  return told(report.verdicts)
}

async function harmIsBorne(): Promise<boolean> {
  const report = await runHostile({ ...(await optionsOf('hostile')), chosen: positionals })
  await writeReport('hostile.json', report)
  return report.verdicts.every(({ holds }) => holds)
}

/** Says each verdict; whether all of them hold. */
function told(verdicts: readonly Verdict[]): boolean {
  for (const { promise, found, bound, holds } of verdicts)
    say(`${holds ? '✓' : '✗'} ${promise}: ${found} (${bound})`)
  return verdicts.every(({ holds }) => holds)
}

async function plantsAreCaught(): Promise<boolean> {
  const results = await runPlants(positionals, optionsOf, say)
  await writeFile(join(folder, 'plants.json'), JSON.stringify(results, null, 2))
  const missed = results.filter(({ isCaught, skipped }) => !isCaught && !skipped)
  say(`\n${results.filter(({ isCaught }) => isCaught).length} of ${results.length} caught`)
  return missed.length === 0
}

/** What a report must say to be believed. */
function about() {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
  return { seed, commit, command: process.argv.slice(2).join(' ') }
}

function writeReport(name: string, report: object): Promise<void> {
  return writeFile(join(folder, name), JSON.stringify({ ...about(), ...report }, null, 2))
}

async function optionsOf(name: string) {
  return {
    seed,
    clients: Number(values.clients),
    lanes: Number(values.lanes),
    folder: join(folder, name),
    place: await mkdtemp(join(await fastestPlace(), 'onward-harness-')),
    say,
  }
}

/** The time goes to the grounds by the number of faults that are wanted on each. */
function shares(names: readonly string[]): { ground: GroundName; seconds: number; count: number }[] {
  const wanted = faults.filter(({ name }) => names.includes(name))
  return (Object.keys(grounds) as GroundName[]).flatMap((ground) => {
    const kinds = wanted.filter((one) => one.ground === ground).length
    const seconds = Math.round((Number(values.seconds ?? 120) * kinds) / wanted.length)
    return kinds > 0
      ? { ground, seconds, count: Math.max(1, Math.round(seconds / Number(values.every))) }
      : []
  })
}
