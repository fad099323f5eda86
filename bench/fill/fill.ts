import pg from 'pg'
import { withBareTables } from './bare-tables.ts'
import { type Cell, copyIn } from './copy-in.ts'
import {
  companies,
  companyColumns,
  contactColumns,
  contacts,
  identities,
  identityColumns,
} from './customers.ts'
import { addFound } from './found.ts'
import { idOf } from './ids.ts'
import type { Size } from './sizes.ts'
import { eventColumns, eventLinks, events, linkColumns } from './timelines.ts'
import { dealColumns, deals, leadColumns, leads, stepColumns, steps, type Way } from './work.ts'
import { createWorld, tags, type World } from './world.ts'

const teams = 5

/**
 * Fills a new workspace with a company's years of work through COPY. Deterministic: the same size and moment give
 * the same rows. Tells of each table as it is done.
 */
export async function fill(
  { connectionString, schema }: { connectionString: string; schema: string },
  size: Size,
  users: number,
  now: Date,
  tell: (line: string) => void = () => {},
): Promise<World> {
  const client = new pg.Client(connectionString)
  await client.connect()
  try {
    await client.query(
      `set search_path to ${schema}, public; set maintenance_work_mem = '512MB'; set statement_timeout = 0`,
    )
    const world = createWorld(size, now.getTime(), users)
    await addStaff(client, world)
    await addTags(client, world)
    const ways = { lead: await wayOf(client, 'lead'), deal: await wayOf(client, 'deal') }
    const tables: [name: string, columns: readonly string[], rows: () => Iterable<readonly Cell[]>][] = [
      ['companies', companyColumns, () => companies(world)],
      ['contacts', contactColumns, () => contacts(world)],
      ['identities', identityColumns, () => identities(world)],
      ['leads', leadColumns, () => leads(world, ways.lead)],
      ['deals', dealColumns, () => deals(world, ways.deal)],
      ['steps', stepColumns, () => steps(world, ways)],
      ['events', eventColumns, () => events(world)],
      ['event_links', linkColumns, () => eventLinks(world)],
    ]
    const names = tables.map(([name]) => name)
    await withBareTables(client, [...names, 'search_entries', 'search_words'], async () => {
      for (const [name, columns, rows] of tables) {
        const start = performance.now()
        await copyIn(client, name, columns, rows())
        tell(`${name} in ${((performance.now() - start) / 1000).toFixed(1)} s`)
      }
      const start = performance.now()
      await addFound(client)
      tell(`search_entries in ${((performance.now() - start) / 1000).toFixed(1)} s`)
    })
    return world
  } finally {
    await client.end()
  }
}

async function addTags(client: pg.Client, world: World): Promise<void> {
  const ids = Array.from({ length: tags }, (_, n) => world.tagId(n))
  await client.query(
    `insert into tags (id, name, colour, created_at, updated_at)
     select id, 'tag ' || n, 'blue', $2, $2 from unnest($1::uuid[]) with ordinality as t (id, n)`,
    [ids, new Date(world.now)],
  )
}

/** People in teams with the role of a sales manager. */
async function addStaff(client: pg.Client, world: World): Promise<void> {
  const since = new Date(world.now).toISOString()
  for (let n = 0; n < teams; n++)
    await client.query('insert into teams (id, name, created_at, updated_at) values ($1, $2, $3, $3)', [
      idOf('team', n, world.now),
      `Team ${n + 1}`,
      since,
    ])
  for (let n = 0; n < world.users; n++)
    await client.query(
      `insert into users (id, name, email, role_id, team_id, created_at, updated_at)
       values ($1, $2, $3, (select id from roles where key = 'sales_manager'), $4, $5, $5)`,
      [
        world.userId(n),
        `Manager ${n + 1}`,
        `manager${n + 1}@example.com`,
        idOf('team', n % teams, world.now),
        since,
      ],
    )
}

async function wayOf(client: pg.Client, worksOn: 'lead' | 'deal'): Promise<Way> {
  const { rows } = await client.query(
    `select p.id as pipeline, array_agg(s.id order by s.position) as stages, min(s.step_kind_id::text) as kind
     from pipelines p join stages s on s.pipeline_id = p.id where p.works_on = $1 group by p.id order by p.position limit 1`,
    [worksOn],
  )
  return rows[0] as Way
}
