import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Plant, plants } from '../../src/server/plants.ts'
import type { Breach } from './checks/breach.ts'
import { type PartOptions, runPart } from './driver.ts'
import { type GroundName, groundProblem } from './grounds.ts'
import { type Length, planPart } from './plan.ts'
import { appOf } from './servers.ts'

/** How a plant is brought to light. */
interface Recipe {
  plant: Plant
  /** Checks of which one must catch it. */
  caughtBy: readonly string[]
  ground: GroundName
  length: Length
  faults?: { names: string[]; count: number }
  weights?: Record<string, number>
  env?: NodeJS.ProcessEnv
  /** The start itself must be refused, with these words. */
  refusal?: RegExp
}

const short: Length = { acknowledged: 150 }
/** As long as it takes: such a run ends when something is caught. */
const patient: Length = { acknowledged: 4000 }

/** One or more for each plant of `src/server/plants.ts`; to add one, add an entry there and here. */
export const recipes: readonly Recipe[] = [
  { plant: 'no-transaction', caughtBy: ['half-states', 'law'], ground: 'single', length: patient },
  {
    plant: 'unsaved',
    // What is not saved may be an invitation: then the workspace cannot even be set up.
    caughtBy: ['acknowledged-lost', 'set-up'],
    ground: 'single',
    length: { acknowledged: 300 },
  },
  { plant: 'forgotten-key', caughtBy: ['replay', 'duplicated'], ground: 'single', length: short },
  { plant: 'unscoped', caughtBy: ['scope'], ground: 'single', length: short },
  { plant: 'short-lease', caughtBy: ['jobs'], ground: 'single', length: patient, weights: { import: 40 } },
  { plant: 'two-open-steps', caughtBy: ['probes'], ground: 'single', length: short },
  { plant: 'no-law', caughtBy: ['probes'], ground: 'single', length: short },
  { plant: 'law-at-once', caughtBy: ['set-up', 'probes'], ground: 'single', length: short },
  {
    plant: 'lazy-commit',
    caughtBy: ['start'],
    ground: 'single',
    length: short,
    refusal: /synchronous_commit = off/,
  },
  {
    plant: 'lazy-commit',
    caughtBy: ['acknowledged-lost'],
    ground: 'disk',
    length: { acknowledged: 400 },
    faults: { names: ['power-cut'], count: 1 },
    env: { ONWARD_ALLOW_UNSAFE_DATABASE: 'yes' },
  },
  { plant: 'altered-log', caughtBy: ['seals'], ground: 'single', length: short },
  { plant: 'early-feed', caughtBy: ['feed'], ground: 'single', length: short },
  {
    plant: 'half-merge',
    caughtBy: ['merges'],
    ground: 'single',
    length: patient,
    weights: { 'records.batch': 40, 'records.merge': 40 },
  },
  {
    plant: 'half-undone',
    caughtBy: ['bulk'],
    ground: 'single',
    length: { acknowledged: 300 },
    weights: { bulk: 40 },
  },
  {
    plant: 'unsaid',
    caughtBy: ['background'],
    ground: 'single',
    length: short,
    weights: { 'records.batch': 60 },
  },
  {
    plant: 'stale-conversion',
    caughtBy: ['fields'],
    ground: 'single',
    length: { acknowledged: 600 },
    weights: { 'field.write': 200, 'field.convert': 60 },
  },
  { plant: 'lost-file', caughtBy: ['files'], ground: 'single', length: short, weights: { file: 40 } },
  { plant: 'short-export', caughtBy: ['exports'], ground: 'single', length: short, weights: { export: 20 } },
  { plant: 'fsync-off', caughtBy: ['start'], ground: 'single', length: short, refusal: /fsync = off/ },
  {
    plant: 'fsync-off',
    caughtBy: ['acknowledged-lost', 'recovery'],
    ground: 'disk',
    length: { acknowledged: 400 },
    faults: { names: ['power-cut'], count: 1 },
    env: { ONWARD_ALLOW_UNSAFE_DATABASE: 'yes' },
  },
]

type PlantOptions = Omit<PartOptions, 'env' | 'weights' | 'untilBreach'>

export interface PlantResult {
  plant: string
  ground: string
  /** What caught it, in the order of time; empty when nothing did. */
  caught: string[]
  /** One of the checks that are meant to. */
  isCaught: boolean
  skipped: string | null
  what: string
}

/** Runs each recipe and says which check caught it. */
export async function runPlants(
  chosen: readonly string[],
  options: (name: string) => Promise<PlantOptions>,
  say: (text: string) => void,
): Promise<PlantResult[]> {
  const results: PlantResult[] = []
  for (const recipe of recipes.filter(({ plant }) => chosen.length === 0 || chosen.includes(plant))) {
    const result = await runRecipe(recipe, await options(`${recipe.plant}-${recipe.ground}`))
    results.push(result)
    say(lineOf(result))
  }
  // A plant without a recipe would never be looked for.
  for (const plant of Object.keys(plants))
    if (!recipes.some((recipe) => recipe.plant === plant))
      results.push({ plant, ground: '-', caught: [], isCaught: false, skipped: null, what: 'has no recipe' })
  return results
}

/** Runs one recipe and says what caught its plant. */
export async function runRecipe(recipe: Recipe, options: PlantOptions): Promise<PlantResult> {
  const skipped = await groundProblem(recipe.ground)
  const breaches = skipped ? [] : await breachesOf(recipe, options)
  const caught = [...new Set(breaches.map(({ check }) => check))]
  return {
    plant: recipe.plant,
    ground: recipe.ground,
    caught,
    isCaught: caught.some((check) => recipe.caughtBy.includes(check)),
    skipped,
    what: breaches.find(({ check }) => recipe.caughtBy.includes(check))?.what ?? '',
  }
}

function lineOf({ plant, ground, caught, isCaught, skipped, what }: PlantResult): string {
  if (skipped) return `- ${plant} (${ground}): skipped, ${skipped}`
  if (isCaught) return `✓ ${plant} (${ground}): caught by ${caught.join(', ')}: ${what}`
  return `✗ ${plant} (${ground}): NOT CAUGHT${caught.length > 0 ? `, only ${caught.join(', ')}` : ''}`
}

async function breachesOf(recipe: Recipe, options: PlantOptions): Promise<Breach[]> {
  const env = { NODE_ENV: 'test', ONWARD_PLANT: recipe.plant, ...recipe.env }
  if (recipe.refusal) return refusedStart(recipe.refusal, options, env)
  const { names, count } = recipe.faults ?? { names: [], count: 0 }
  const part = planPart(options.seed, recipe.ground, recipe.length, count, names)
  const untilBreach = recipe.length === patient
  let hasBegun = false
  const onBegun = () => {
    hasBegun = true
  }
  try {
    const weights = recipe.weights ?? {}
    const result = await runPart(part, { ...options, env, weights, untilBreach, onBegun })
    const dead = result.struck.filter(({ recovery }) => recovery === null)
    return [
      ...result.breaches,
      ...dead.map(({ fault }) => ({ check: 'recovery', what: `no write after ${fault}` })),
    ]
  } catch (error) {
    // A workspace that cannot even be set up, or a database that does not come back, tells of the plant as well.
    const what = error instanceof Error ? error.message : String(error)
    return [{ check: hasBegun ? 'recovery' : 'set-up', what }]
  }
}

async function refusedStart(
  refusal: RegExp,
  { place, folder }: Pick<PartOptions, 'place' | 'folder'>,
  env: NodeJS.ProcessEnv,
): Promise<Breach[]> {
  await mkdir(folder, { recursive: true })
  const app = await appOf({
    name: 'app',
    role: 'all',
    dataDir: join(place, 'data'),
    folder,
    databaseUrl: null,
    env,
  })
  try {
    await app.startOnce()
    await app.kill()
    return []
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const sentence = said.split('\n').find((line) => refusal.test(line))
    return sentence ? [{ check: 'start', what: sentence }] : []
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
