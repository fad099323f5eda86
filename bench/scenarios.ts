import type pg from 'pg'

/** A filled workspace and ways to reach it: over HTTP as a signed-in administrator, and bare. */
export interface Place {
  // biome-ignore lint/suspicious/noExplicitAny: a bench looks at the one member it needs
  send(method: string, path: string, body?: object): Promise<any>
  client: pg.Client
  userId: string
  leads: { id: string; step: string }[]
}

export interface Scenario {
  name: string
  call(place: Place, n: number): Promise<unknown>
  /** The same question to the database alone. */
  bare?(place: Place, n: number): Promise<unknown>
}

const filtered = (filter: object) => `/leads?filter=${encodeURIComponent(JSON.stringify(filter))}`
const page = 'select * from leads where deleted_at is null'

/** To add a scenario, add an entry. */
export const scenarios: Scenario[] = [
  {
    name: 'Today',
    call: ({ send }) => send('GET', '/today'),
    bare: ({ client, userId }) =>
      client.query(
        'select * from steps s join leads l on l.id = s.lead_id where s.closed_at is null and s.owner_id = $1 and s.due_at < now() order by s.due_at limit 200',
        [userId],
      ),
  },
  {
    name: 'list, newest first',
    call: ({ send }) => send('GET', '/leads?limit=50'),
    bare: ({ client }) => client.query(`${page} order by created_at desc, id desc limit 51`),
  },
  {
    name: 'list by name',
    call: ({ send }) => send('GET', '/leads?limit=50&sort=name'),
    bare: ({ client }) => client.query(`${page} order by name collate "und-x-icu", id limit 51`),
  },
  {
    name: 'list by budget (nullable)',
    call: ({ send }) => send('GET', '/leads?limit=50&sort=-budget'),
    bare: ({ client }) => client.query(`${page} order by budget desc nulls last, id desc limit 51`),
  },
  {
    name: 'list by next step',
    call: ({ send }) => send('GET', '/leads?limit=50&sort=nextStep'),
    bare: ({ client }) =>
      client.query(
        `select l.* from leads l left join steps s on s.id = l.next_step_id where l.deleted_at is null order by s.due_at nulls last, l.id limit 51`,
      ),
  },
  {
    name: 'open by next step',
    call: ({ send }) =>
      send('GET', `${filtered({ field: 'status', op: 'eq', value: 'open' })}&sort=nextStep`),
    bare: ({ client }) =>
      client.query(
        `select l.* from leads l join steps s on s.id = l.next_step_id and s.closed_at is null
         where l.deleted_at is null and l.status = 'open' order by s.due_at, l.id limit 51`,
      ),
  },
  {
    name: 'filter: city is',
    call: ({ send }) => send('GET', filtered({ field: 'city', op: 'eq', value: 'Казань' })),
    bare: ({ client }) =>
      client.query(`${page} and onward.fold(city) = 'казань' order by created_at desc, id desc limit 51`),
  },
  {
    name: 'filter: open, score over 80, mine',
    call: ({ send }) =>
      send(
        'GET',
        filtered({
          all: [
            { field: 'status', op: 'eq', value: 'open' },
            { field: 'score', op: 'gt', value: 80 },
            { field: 'owner', op: 'eq', value: { me: true } },
          ],
        }),
      ),
    bare: ({ client, userId }) =>
      client.query(
        `${page} and status = 'open' and score > 80 and owner_id = $1 order by created_at desc, id desc limit 51`,
        [userId],
      ),
  },
  {
    name: 'filter: next step overdue',
    call: ({ send }) =>
      send('GET', filtered({ field: 'nextStep.dueAt', op: 'lt', value: { relative: 'now' } })),
    bare: ({ client }) =>
      client.query(
        `${page} and exists (select 1 from steps s where s.id = leads.next_step_id and s.due_at < now()) order by created_at desc, id desc limit 51`,
      ),
  },
  {
    name: 'search in the list',
    call: ({ send }, n) =>
      send('GET', `/leads?q=${encodeURIComponent(['петров', 'соколов ан', 'smith john', '99123'][n % 4]!)}`),
    bare: ({ client }, n) =>
      client.query(`${page} and search_text like $1 order by created_at desc, id desc limit 51`, [
        `%${['петров', 'соколов', 'smith', '99123'][n % 4]}%`,
      ]),
  },
  {
    name: 'search everywhere, as typed',
    call: ({ send }, n) =>
      send('GET', `/search?q=${encodeURIComponent('орлов мария 77'.slice(0, 3 + (n % 10)))}`),
  },
  {
    name: 'record page',
    call: ({ send, leads }, n) => send('GET', `/leads/${leads[n]!.id}`),
    bare: ({ client, leads }, n) => client.query('select * from leads where id = $1', [leads[n]!.id]),
  },
  {
    name: 'timeline',
    call: ({ send, leads }, n) => send('GET', `/timeline?entity=lead&record=${leads[n]!.id}`),
  },
  { name: 'board of leads', call: ({ send }) => send('GET', '/board?entity=lead') },
  {
    name: 'create a lead',
    call: ({ send }, n) => send('POST', '/leads', { name: `Новый ${n}`, phone: `+7495${1_000_000 + n}` }),
  },
  {
    name: 'change a lead',
    call: ({ send, leads }, n) =>
      send('PATCH', `/leads/${leads[n]!.id}`, {
        version: null,
        changes: { city: `Город ${n} ${Math.random()}` },
      }),
  },
  {
    name: 'complete a step',
    call: ({ send, leads }, n) =>
      send('POST', '/commands/step.complete', { step: leads[1000 + n + counter()]!.step, outcome: 'result' }),
  },
  {
    name: 'team report, a month',
    call: ({ send }) => send('GET', '/team-report?from=2026-11-01&to=2026-11-30'),
  },
]

let calls = 0
const counter = () => calls++ * 2
