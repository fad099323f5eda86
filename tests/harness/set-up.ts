import { setTimeout as delay } from 'node:timers/promises'
import type { Person, World } from './world.ts'

const password = 'correct horse battery'

/** Companies there are; a mass change of them takes several acts. */
const companies = 800

/** What only the database tells: the schema of the only workspace, and a transaction after all that is written here. */
export type Place = Pick<World, 'schema' | 'firstTransaction'>

/**
 * Sets a new install up through its API: the company, its people (half of them known by a session, half by an API
 * key), something to work on, and somebody at `hookUrl` who wants to hear of it.
 */
export async function setUpWorld(
  url: string,
  setupLink: string,
  hookUrl: string | null,
  placeOf: () => Promise<Place>,
): Promise<World> {
  const session = async (path: string, body: object) => {
    const answer = await send(url, path, body, {})
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (!answer.ok || !cookie) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    const { user } = (await answer.json()) as { user: { id: string; name: string } }
    return { id: user.id, name: user.name, headers: { cookie } }
  }
  const admin = await session('/setup', {
    token: new URL(setupLink).searchParams.get('token'),
    locale: 'en',
    company: { name: 'Harness', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
    admin: { name: 'Anna Admin', email: 'anna@example.com', password },
    model: 'transactional',
  })
  const roles = await items<{ id: string; key: string }>(url, admin, '/roles')
  const roleOf = (key: string) => roles.find((one) => one.key === key)!.id
  const teams = await Promise.all(
    ['North', 'South'].map(async (name) => (await write(url, admin, '/teams', { name })).item.id as string),
  )
  const join = async (name: string, role: string, team: string | null, byKey: boolean): Promise<Person> => {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`
    const { link } = await write(url, admin, '/commands/user.invite', {
      name,
      email,
      role: roleOf(role),
      team,
    })
    const token = new URL(link).searchParams.get('token')
    const person = await session('/invitations/accept', { token, name, password })
    if (!byKey) return person
    const { key } = await write(url, person, '/commands/apiKey.create', { name: 'harness' })
    return { ...person, headers: { authorization: `Bearer ${key}` } }
  }
  const head = await join('Hanna Head', 'head_of_sales', null, true)
  const managers = await Promise.all(
    [0, 1, 2, 3].map((n) => join(`Manager ${n}`, 'sales_manager', teams[n % 2]!, n % 2 === 0)),
  )
  const passing = await Promise.all(
    [0, 1, 2].map(async (n) => {
      const values = { name: `Passing ${n}`, role: roleOf('sales_manager'), team: teams[n % 2] }
      return (await write(url, admin, '/users', values)).item.id as string
    }),
  )
  const pipelines = await items<{ id: string; worksOn: 'lead' | 'deal' }>(url, admin, '/pipelines')
  const stages = (await items<{ id: string; pipeline: string }>(url, admin, '/stages')).map((stage) => ({
    id: stage.id,
    pipeline: stage.pipeline,
    worksOn: pipelines.find(({ id }) => id === stage.pipeline)!.worksOn,
  }))
  await Promise.all(
    Array.from({ length: 24 }, async (_, n) => {
      const owner = managers[n % 4]!.id
      await write(url, admin, '/leads', { name: `First lead ${n}`, owner })
      await write(url, admin, '/deals', { title: `First deal ${n}`, owner })
    }),
  )
  for (let from = 0; from < companies; from += 400)
    await write(url, admin, '/commands/records.batch', {
      entity: 'company',
      items: Array.from({ length: 400 }, (_, n) => ({ op: 'create', values: { name: `Place ${from + n}` } })),
    })
  const names = { en: 'Size' }
  const { id: field } = await write(url, admin, '/commands/field.create', {
    ...{ entity: 'deal', name: 'x_size', type: 'text', names },
  })
  const events = ['contact.*', 'lead.won', 'deal.won']
  const webhook =
    hookUrl && (await write(url, admin, '/commands/webhook.create', { name: 'Sink', url: hookUrl, events }))
  return { ...(await placeOf()), admin, head, managers, passing, field, webhook, stages }
}

async function items<Item>(url: string, who: Person, path: string): Promise<Item[]> {
  const answer = await fetch(`${url}/api/v1${path}?limit=200`, { headers: who.headers })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { items: Item[] }).items
}

// biome-ignore lint/suspicious/noExplicitAny: answers are as many as routes
async function write(url: string, who: Person, path: string, body: object): Promise<any> {
  const answer = await send(url, path, body, who.headers)
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** Whoever is told to come again does, as every client: a crowded machine is no reason not to begin. */
async function send(
  url: string,
  path: string,
  body: object,
  headers: Record<string, string>,
): Promise<Response> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const later = Number(answer.headers.get('retry-after'))
  if (answer.status !== 503 || !(later > 0)) return answer
  await delay(later * 1000)
  return send(url, path, body, headers)
}
