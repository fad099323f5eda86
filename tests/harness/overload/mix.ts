import { oneOf, type Random, weighted } from '../random.ts'

/** A request of a crowd; `done` hears the answer when there was one. */
export interface Asked {
  kind: string
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  body?: object
  // biome-ignore lint/suspicious/noExplicitAny: answers are as many as routes; a kind knows the members of its own
  done?(answer: any): void
  /** Told when it was refused or nothing came. */
  failed?(): void
}

/** What the people of a workspace work on; steps that are being completed are out of the list meanwhile. */
export interface Desk {
  deals: string[]
  steps: string[]
}

interface Kind {
  kind: string
  weight: number
  ask(desk: Desk, random: Random): Omit<Asked, 'kind'>
}

/** What an office does, by how often; to add something, add an entry. */
const kinds: readonly Kind[] = [
  { kind: 'list', weight: 20, ask: (_, random) => get(oneOf(random, lists)!) },
  { kind: 'record', weight: 20, ask: ({ deals }, random) => get(`/deals/${oneOf(random, deals)}`) },
  {
    kind: 'timeline',
    weight: 10,
    ask: ({ deals }, random) => get(`/timeline?entity=deal&record=${oneOf(random, deals)}`),
  },
  { kind: 'search', weight: 10, ask: (_, random) => get(`/search?q=Company%20${random(40)}`) },
  { kind: 'today', weight: 5, ask: () => get('/today') },
  {
    kind: 'create',
    weight: 10,
    ask: (_, random) => ({
      method: 'POST',
      path: '/deals',
      body: { title: `Deal ${random(1e9)}`, amount: { amount: 1000 + random(100_000), currency: 'RUB' } },
    }),
  },
  {
    kind: 'change',
    weight: 10,
    ask: ({ deals }, random) => ({
      method: 'PATCH',
      path: `/deals/${oneOf(random, deals)}`,
      body: { changes: { description: `Said ${random(1e9)}` } },
    }),
  },
  { kind: 'complete', weight: 15, ask: complete },
]

const lists = [
  '/leads?limit=50',
  '/deals?limit=50&sort=-createdAt',
  '/deals?limit=50&sort=-amount',
  '/deals?limit=50&sort=nextStep',
  '/companies?limit=50&sort=name',
]

export function nextAsked(desk: Desk, random: Random): Asked {
  const { kind, ask } = weighted(random, kinds)
  return { kind, ...ask(desk, random) }
}

function get(path: string): Omit<Asked, 'kind'> {
  return { method: 'GET', path }
}

function complete({ steps }: Desk, random: Random): Omit<Asked, 'kind'> {
  const step = steps.splice(random(steps.length), 1)[0]
  if (!step) return get('/today')
  return {
    method: 'POST',
    path: '/commands/step.complete',
    body: {
      step,
      outcome: 'postponed',
      dueAt: '2031-01-15T10:00:00Z',
      reason: 'Asked to call later',
      note: 'No answer',
    },
    done: (answer) => answer.nextStep && steps.push(answer.nextStep.id),
    failed: () => steps.push(step),
  }
}
