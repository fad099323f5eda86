import type { Cell } from './copy-in.ts'
import { idOf } from './ids.ts'
import { at, cities, fraction, type World, wordsOf } from './world.ts'

const day = 86_400_000

/** Where leads or deals stand: the stages of their pipeline and the usual kind of step. */
export interface Way {
  pipeline: string
  stages: string[]
  kind: string
}

type Worked = 'lead' | 'deal'

/** Part of the records that is still open. */
const openPart = { lead: 0.4, deal: 0.25 }
/** Steps of a record that came before the open one. */
const closedSteps = 3

export function statusOf(kind: Worked, n: number): 'open' | 'won' | 'lost' {
  const chance = fraction(n * 7 + 3)
  if (chance < openPart[kind]) return 'open'
  return chance < openPart[kind] + 0.2 ? 'won' : 'lost'
}

const workColumns = [
  'pipeline_id',
  'stage_id',
  'owner_id',
  'status',
  'next_step_id',
  'next_step_due_at',
  'stage_since',
  'closed_at',
  'created_at',
  'updated_at',
]

export const leadColumns = [
  ...[
    'id',
    'name',
    'company_name',
    'phone',
    'email',
    'city',
    'source',
    'budget',
    'budget_currency',
    'score',
    'attempts',
  ],
  ...workColumns,
]

export function* leads(world: World, way: Way): Generator<Cell[]> {
  for (let n = 0; n < world.size.leads; n++) {
    const words = wordsOf(n)
    const dice = world.diceOf('lead', n)
    const { full } = words.person(dice)
    const company = n % 2 === 0 ? `${dice.pick(words.companyNames).name} ${n % 5000}` : null
    const asked = [company, `+7905${String(1_000_000 + n)}`, `lead${n}@${n % 89}.example`, dice.pick(cities)]
    const money = [dice.between(1, 5000) * 100_000, 'RUB', dice.between(0, 100), dice.between(0, 4)]
    yield [
      world.id('lead', n),
      full,
      ...asked,
      dice.weighted(words.sources),
      ...money,
      ...standing(world, way, 'lead', n),
    ]
  }
}

export const dealColumns = [
  ...[
    'id',
    'title',
    'company_id',
    'contact_id',
    'amount',
    'amount_currency',
    'close_on',
    'source',
    ...workColumns,
  ],
]

export function* deals(world: World, way: Way): Generator<Cell[]> {
  for (let n = 0; n < world.size.deals; n++) {
    const words = wordsOf(n)
    const dice = world.diceOf('deal', n)
    const title = `${dice.pick(words.companyNames).industry}, ${n}`
    const contact = dice.between(0, world.size.contacts - 1)
    const customer = [world.id('company', world.companyOf(n)), world.id('contact', contact)]
    const closing = at(world.madeAt('deal', n) + dice.between(10, 120) * day).slice(0, 10)
    const amount = Math.floor(50_000_00 / (0.01 + dice.roll()))
    const source = dice.weighted(words.sources)
    yield [
      world.id('deal', n),
      title,
      ...customer,
      amount,
      'RUB',
      closing,
      source,
      ...standing(world, way, 'deal', n),
    ]
  }
}

function standing(world: World, { pipeline, stages }: Way, kind: Worked, n: number): Cell[] {
  const status = statusOf(kind, n)
  const made = world.madeAt(kind, n)
  const stage = stages[Math.floor(fraction(n * 3 + 1) * stages.length)]!
  const next = status === 'open' ? stepId(world, kind, n, 0) : null
  const closed = status === 'open' ? null : at(made + 20 * day)
  const due = status === 'open' ? dueOf(world, n) : null
  return [pipeline, stage, world.userId(n), status, next, due, at(made), closed, at(made), at(made)]
}

/** When the open step of a record is due; one in twenty is overdue. */
function dueOf(world: World, n: number): string {
  return at(world.now + (fraction(n * 11 + 5) - 0.05) * 60 * day)
}

/** Id of the open step (turn 0) of a record, or of the closed ones before it. */
export function stepId(world: World, kind: Worked, n: number, turn: number): string {
  const number = (n * 2 + (kind === 'deal' ? 1 : 0)) * (closedSteps + 1) + turn
  return idOf('step', number, world.madeAt(kind, n))
}

export const stepColumns = [
  ...[
    'id',
    'lead_id',
    'deal_id',
    'kind_id',
    'due_at',
    'owner_id',
    'attempt',
    'outcome',
    'outcome_note',
    'closed_at',
  ],
  ...['closed_by_id', 'created_at', 'updated_at'],
]

/** The open step of what is open, and the closed ones before it. */
export function* steps(world: World, ways: Record<Worked, Way>): Generator<Cell[]> {
  for (const kind of ['lead', 'deal'] as const)
    for (let n = 0; n < world.size[`${kind}s`]; n++) {
      const made = world.madeAt(kind, n)
      const [record, owner] = [world.id(kind, n), world.userId(n)]
      const of = kind === 'lead' ? [record, null] : [null, record]
      const about = [...of, ways[kind].kind]
      if (statusOf(kind, n) === 'open') {
        yield [
          stepId(world, kind, n, 0),
          ...about,
          dueOf(world, n),
          owner,
          1 + closedSteps,
          null,
          null,
          null,
          null,
          at(made),
          at(made),
        ]
      }
      for (let turn = 1; turn <= closedSteps; turn++) {
        const closed = at(made + turn * 4 * day)
        const outcome = turn % 2 === 0 ? 'postponed' : 'result'
        const end = [outcome, 'Asked to call back', closed, owner, at(made), closed]
        yield [stepId(world, kind, n, turn), ...about, closed, owner, turn, ...end]
      }
    }
}
