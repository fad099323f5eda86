import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Cost, costOf, measureBare, plansOf, type Traced } from './bare.ts'
import { overBudget } from './budget.ts'
import { type ExportRate, exportRates } from './exports.ts'
import { fanOut } from './fan-out.ts'
import { type SizeName, sizes } from './fill/sizes.ts'
import { type ImportRate, importRate } from './import-rate.ts'
import { type ManyRates, manyRates } from './many.ts'
import { measure, type Times } from './measure.ts'
import { openPlace, type Place } from './place.ts'
import { asMarkdown, machine, writeReport } from './report.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'

/**
 * `npm run bench [-- --size S --runs 60 --only search --json results.json --write --check --plans --keep folder]`: each scenario over HTTP with a
 * real session, one and sixteen at a time, next to the same statements run bare through the driver.
 */
const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: 'S' },
    runs: { type: 'string', default: '60' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    plans: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})
const size = flags.size as SizeName
if (!sizes[size]) throw new Error(`--size is one of ${Object.keys(sizes).join(', ')}`)
const runs = Number(flags.runs)

export interface Result {
  name: string
  alone: Times
  crowd: Times
  bare: Times | null
  /** Of the request over its bare statements, medians, alone. */
  ratio: number | null
  cost: Cost | null
}

export interface Report {
  size: SizeName
  machine: string
  runs: number
  results: Result[]
  /** Milliseconds until the last of 200 open pages has heard of a change. */
  fanOut: number
  /** Resident memory of the server afterwards, in megabytes. */
  memory: number | null
  /** Null when only some scenarios were asked for. */
  many: ManyRates | null
  exported: ExportRate[] | null
  imported: ImportRate | null
}

const tell = (line: string) => console.error(line)
const place = await openPlace(size, tell, flags.keep)
try {
  const results: Result[] = []
  const parts = flags.only.split(',')
  for (const scenario of scenarios.filter(({ name }) => parts.some((part) => name.includes(part)))) {
    const result = await resultOf(place, scenario)
    tell(`${result.name}: ${result.alone.median.toFixed(1)} ms, ratio ${result.ratio?.toFixed(1) ?? '–'}`)
    results.push(result)
  }
  const report: Report = {
    size,
    machine: machine(),
    runs,
    results,
    fanOut: await fanOut(place),
    memory: place.server.memory(),
    many: flags.only === '' || flags.only === 'many' ? await manyRates(place) : null,
    exported: flags.only === '' || flags.only === 'export' ? await exportRates(place) : null,
    imported: flags.only === '' || flags.only === 'import' ? await importRate(place, 100_000) : null,
  }
  console.log(asMarkdown(report))
  if (flags.json) await writeFile(flags.json, JSON.stringify(report, null, 2))
  if (flags.write) await writeReport(report)
  if (flags.check) process.exitCode = (await overBudget(report)) ? 1 : 0
} finally {
  await place.close(runs * 12 + 100)
}

/** Calls made so far: a record that was worked on once is not taken again. */
async function resultOf(at: Place, scenario: Scenario): Promise<Result> {
  const { name, call, slots, crowd: most = 16 } = scenario
  const ground = { world: at.world, send: at.send, guest: at.guest }
  let from = at.fresh
  const next = (count: number) => {
    from += count
    return from - count
  }
  const times = async (workers: number, count: number) => {
    const base = next(count + 5)
    return measure(count, workers, (n) => call(ground, base + n))
  }
  const alone = await times(1, runs)
  const crowd = await times(most, runs * 4)
  if (scenario.isNotSql) return { name, alone, crowd, bare: null, ratio: null, cost: null }
  const traced: Traced[] = []
  for (let n = 0; n < 8; n++) {
    const turn = next(1)
    await at.traced.settled()
    const begun = Date.now()
    await call({ ...ground, send: at.sendTraced }, turn)
    // The first call of some scenarios looks something up before it asks.
    const statements = await at.traced.settled()
    if (n > 0) traced.push({ at: begun, statements, slots: slots?.(at.world, turn) ?? [] })
  }
  if (flags.plans) tell(await plansOf(at.client, traced.at(-1)!))
  const base = next(runs + 5)
  const bare = await measureBare(at.client, traced, (n) => slots?.(at.world, base + n) ?? [], runs)
  const cost = await costOf(at.client, traced.at(-1)!, slots?.(at.world, next(1)) ?? [])
  return { name, alone, crowd, bare, ratio: alone.median / bare.median, cost }
}
