import { statusOf, stepId } from './fill/work.ts'
import type { World } from './fill/world.ts'
import type { Sender } from './http.ts'
import { manyScenarios } from './many-scenarios.ts'
import { ownModelScenarios } from './own-model.ts'
import { admin, users } from './place.ts'
import { asked, filtered, type Scenario, searched, variants } from './scenario.ts'

/** To add a scenario, add an entry. */
export const scenarios: Scenario[] = [
  {
    name: 'sign in',
    call: ({ guest }) => guest('POST', '/sign-in', { email: admin.email, password: admin.password }),
    isNotSql: true,
    // One account may be tried ten times at once.
    crowd: 8,
  },
  {
    name: 'Today of a manager',
    call: ({ send, world }, n) => send('GET', `/today?owner=${world.userId(n % users)}`),
  },
  ...['createdAt', 'updatedAt', 'name', 'owner', 'company', 'city'].map((field) =>
    asked(
      `contacts by ${field}`,
      () => `/contacts?limit=50&sort=${field === 'createdAt' ? '-' : ''}${field}`,
    ),
  ),
  asked('leads by next step', () => '/leads?limit=50&sort=nextStep'),
  asked('deals by amount', () => '/deals?limit=50&sort=-amount'),
  {
    name: 'contacts, a page far down',
    async call({ send }, n) {
      deep[n % variants] ??= await pageAt(send, '/contacts?limit=200&sort=name', 3 + (n % 3))
      return send('GET', `/contacts?limit=50&sort=name&cursor=${encodeURIComponent(deep[n % variants]!)}`)
    },
  },
  filtered('contacts of a city', 'contacts', (n) => ({
    field: 'city',
    op: 'eq',
    value: cities[n % cities.length],
  })),
  asked('contacts with a tag', (world, n) => tagged(world, 'in', [n * 4])),
  asked('contacts with all of two tags', (world, n) => tagged(world, 'hasAll', [0, n + 1])),
  filtered('contacts whose name contains', 'contacts', (n) => ({
    field: 'name',
    op: 'contains',
    value: surnames[n % surnames.length],
  })),
  filtered('contacts of companies with over 500 people', 'contacts', () => ({
    field: 'company.employees',
    op: 'gt',
    value: 500,
  })),
  filtered('contacts whose city changed within a month', 'contacts', () => ({
    related: 'history',
    where: {
      all: [
        { field: 'changed', op: 'in', value: ['city'] },
        { field: 'at', op: 'gte', value: { relative: 'today', offset: { days: -30 } } },
      ],
    },
  })),
  filtered('contacts that were merged', 'contacts', () => ({
    related: 'history',
    where: { field: 'kind', op: 'in', value: ['merged'] },
  })),
  filtered('contacts nothing happened to for two months', 'contacts', () => ({
    related: 'history',
    where: { field: 'at', op: 'gte', value: { relative: 'today', offset: { days: -60 } } },
    count: { op: 'eq', value: 0 },
  })),
  filtered('open leads, nested conditions', 'leads', (n) => ({
    all: [
      { field: 'status', op: 'eq', value: 'open' },
      {
        any: [
          { field: 'score', op: 'gt', value: 90 },
          { field: 'city', op: 'eq', value: cities[n % cities.length] },
        ],
      },
      { not: { field: 'budget', op: 'lt', value: { amount: 100_000, currency: 'RUB' } } },
    ],
  })),
  filtered('leads whose step is overdue', 'leads', () => ({
    field: 'nextStep.dueAt',
    op: 'lt',
    value: { relative: 'now' },
  })),
  {
    name: 'search as typed',
    call: ({ send }, n) => send('GET', `/search?q=${encodeURIComponent(prefix(n))}`),
  },
  {
    name: 'search, each name as typed',
    call: ({ send }, n) => send('GET', `/search?q=${encodeURIComponent(beginningOf(n))}`),
  },
  searched('search with a typo', ['ивнаов', 'соколво', 'jonhson', 'петрва', 'smiht', 'козлв мария']),
  searched('search by phone', ['+7 916 104-56-78', '8 (905) 101-23', '1045678', '89161000123', '0415']),
  searched('search in the other alphabet', [
    ...['ivanov', 'sokolova', 'смит', 'petrov ivan', 'shcherbakov', 'bdfyjd'],
  ]),
  asked(
    'search in contacts',
    (_world, n) => `/contacts?limit=50&q=${encodeURIComponent(surnames[n % surnames.length]!)}`,
  ),
  asked('a contact', (world, n) => `/contacts/${world.id('contact', n * 37)}`),
  asked('contacts of a company', (world, n) => {
    const filter = { field: 'company', op: 'eq', value: world.id('company', 100 + n) }
    return `/contacts?limit=50&filter=${encodeURIComponent(JSON.stringify(filter))}`
  }),
  asked(
    'timeline of a contact',
    (world, n) => `/timeline?entity=contact&record=${world.id('contact', n * 41)}`,
  ),
  {
    name: 'timeline, deep in the past',
    async call({ send, world }, n) {
      const path = `/timeline?entity=contact&record=${world.id('contact', n % 4)}&limit=100`
      past[n % 4] ??= await pageAt(send, path, 3)
      return send('GET', `${path}&cursor=${encodeURIComponent(past[n % 4] ?? '')}`)
    },
  },
  asked('changes after a place', (_world, n) => `/changes?after=start&limit=${200 + n}`),
  asked('audit log', () => '/audit'),
  asked('audit log of a person', (world, n) => `/audit?actor=${world.userId(n % users)}`),
  asked('audit log of a kind', (_world, n) => `/audit?kinds=${kindsTold[n % kindsTold.length]}`),
  asked(
    'audit log of a person and a kind of record',
    (world, n) => `/audit?entity=deal&actor=${world.userId(n % users)}`,
  ),
  asked('audit: recycle bin', () => '/bin'),
  asked('board of deals with sums', () => '/board?entity=deal'),
  asked('board of deals by hand', () => '/board?entity=deal&sort=byHand'),
  asked('board of deals by owner', () => '/board?entity=deal&by=owner&sum=amount&sort=-updatedAt'),
  asked('board of deals by owner, by hand', () => '/board?entity=deal&by=owner&sum=amount&sort=byHand'),
  asked('board of contacts by owner, by hand', () => '/board?entity=contact&by=owner&sort=byHand'),
  asked('groups of deals by owner with sums', () => '/groups?entity=deal&by=owner&sum=amount'),
  asked('groups of contacts by month', () => '/groups?entity=contact&by=createdAt'),
  asked(
    'figures under the columns of deals',
    () =>
      '/totals?entity=deal&figures=amount:sum,amount:average,closeOn:filled,source:filled,attempts:average',
  ),
  asked('look for duplicates of a contact', (_world, n) => {
    const values = JSON.stringify({
      name: `${typedNames[n % typedNames.length]}`,
      phone: `+7916${1_000_000 + n * 31}`,
    })
    return `/duplicates/find?entity=contact&values=${encodeURIComponent(values)}`
  }),
  {
    name: 'create a lead',
    call: ({ send }) => send('POST', '/leads', { name: 'Новый лид', phone: `+7495${1_000_000 + counted()}` }),
  },
  {
    name: 'change a lead',
    call: ({ send, world }, n) =>
      send('PATCH', `/leads/${lead(world, n)}`, { version: null, changes: { city: `Город ${counted()}` } }),
    slots: (world, n) => [lead(world, n)],
  },
  {
    name: 'move a deal to another stage',
    async call({ send, world }, n) {
      stages ??= (await send('GET', '/board?entity=deal&limit=1')).columns.map(
        ({ stage }: { stage: { id: string } }) => stage.id,
      )
      const stage = stages![counted() % stages!.length]
      return send('POST', '/commands/work.move', {
        entity: 'deal',
        id: openRecord(world, 'deal', n).id,
        stage,
      })
    },
    slots: (world, n) => [openRecord(world, 'deal', n).id],
  },
  {
    name: 'put a card beside another on the board by hand',
    call: ({ send, world }, n) =>
      send('POST', '/commands/records.place', {
        entity: 'deal',
        id: openRecord(world, 'deal', n).id,
        side: n % 2 === 0 ? 'before' : 'after',
        beside: openRecord(world, 'deal', n + 40).id,
      }),
    slots: (world, n) => [openRecord(world, 'deal', n).id, openRecord(world, 'deal', n + 40).id],
  },
  {
    name: 'complete a step',
    call: ({ send, world }, n) =>
      send('POST', '/commands/step.complete', { step: openRecord(world, 'lead', n).step, outcome: 'result' }),
    slots: (world, n) => Object.values(openRecord(world, 'lead', n)),
  },
  {
    name: 'calendar of a week',
    call: ({ send, world }, n) =>
      send(
        'GET',
        `/calendar?owner=${world.userId(n % users)}&from=${month(-3)}T00:00:00Z&to=${month(4)}T00:00:00Z`,
      ),
  },
  asked('notifications', () => '/notifications'),
  asked('notifications not read', () => '/notifications/unread'),
  asked('tags in use', () => '/tags/in-use'),
  asked(
    'why somebody sees a record',
    (world, n) =>
      `/access-explanation?person=${world.userId(n)}&entity=deal&record=${world.id('deal', n * 17)}`,
  ),
  ...manyScenarios,
  ...ownModelScenarios,
  // A report is asked for by a few at a time.
  { ...asked('team report of a month', () => `/team-report?from=${month(-30)}&to=${month(0)}`), crowd: 4 },
]

function tagged(world: World, op: string, tags: number[]): string {
  const filter = { field: 'tags', op, value: tags.map((tag) => world.tagId(tag)) }
  return `/contacts?limit=50&filter=${encodeURIComponent(JSON.stringify(filter))}`
}

/** Frequent and rare. */
const kindsTold = ['deal.moved', 'step.completed', 'role.updated', 'session.refused']
const cities = ['Казань', 'Пермь', 'Leeds', 'Омск']
const surnames = ['иванов', 'петров', 'smith', 'волк', 'lee', 'соколов']
const typedNames = ['Саша Иванов', 'Petrova Anna', 'Smith Bob', 'Соколов Андрей Петрович']
const typed = 'соколов ан'
/** Every beginning of some names, rare and common, in both alphabets. */
const people = ['иванов пётр', 'смирнова а', 'johnson mary', 'щукин', 'ооо', 'lee w', 'петрова мария']
const beginnings = people.flatMap((name) => [...name].map((_, at) => name.slice(0, at + 1)))
const beginningOf = (n: number) => beginnings[n % beginnings.length]!
const prefix = (n: number) => typed.slice(0, 2 + (n % (typed.length - 1)))
const deep: string[] = []
const past: string[] = []
let stages: string[] | null = null

/** The cursor of a page further down. */
async function pageAt(send: Sender, path: string, pages: number): Promise<string> {
  let cursor = ''
  for (let page = 0; page < pages; page++) {
    const { nextCursor } = await send('GET', `${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return cursor
}

const lead = (world: World, n: number) => world.id('lead', (n * 13) % world.size.leads)

/** The n-th of the records that were open when the workspace was filled, with its step. */
function openRecord(world: World, kind: 'lead' | 'deal', n: number): { id: string; step: string } {
  const list = opened[kind]
  const count = world.size[`${kind}s`]
  for (let at = list.length > 0 ? list.at(-1)! + 1 : 0; list.length <= n && at < count; at++)
    if (statusOf(kind, at) === 'open') list.push(at)
  const found = list[n]
  if (found === undefined) throw new Error(`fewer than ${n} open ${kind}s`)
  return { id: world.id(kind, found), step: stepId(world, kind, found, 0) }
}
const opened: Record<'lead' | 'deal', number[]> = { lead: [], deal: [] }

let count = 0
const counted = () => count++

function month(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
