import pg from 'pg'
import { serverModules } from '../../../src/modules/server.ts'
import { readConfig } from '../../../src/server/app/config.ts'
import { closeServices, openServices } from '../../../src/server/app/serve.ts'
import { createWorkspace } from '../../../src/server/auth/create-workspace.ts'
import { startSession } from '../../../src/server/auth/sessions.ts'
import { grounds } from '../grounds.ts'
import { importFile, importSettings } from '../import-file.ts'
import { until } from '../servers.ts'
import { setUpWorld } from '../set-up.ts'
import type { CrowdOrder } from './crowd.ts'

/** A server with two offices on it, and what a crowd needs to be one of them. */
export interface Offices {
  url: string
  first: Omit<CrowdOrder, 'seed'>
  second: Omit<CrowdOrder, 'seed'>
  /** Resident memory of the server in megabytes. */
  pid(): number
  close(): Promise<void>
}

const deals = 2000

export async function openOffices(place: string, folder: string): Promise<Offices> {
  // One of the people has a key: how much a key is allowed is not what is measured.
  const ground = await grounds.single({ place, folder, env: { ONWARD_API_RATE: '1000000' } })
  try {
    const app = ground.apps[0]!
    await app.start()
    const { url } = app
    const world = await setUpWorld(url, await app.says('/setup?token='), null, async () => ({
      schema: '',
      firstTransaction: '0',
    }))
    // Who may see and do everything, so that nothing is refused but for want of room.
    const people = [world.head, world.admin].map(({ headers }) => headers)
    const second = await secondOffice(await ground.databaseUrl())
    for (const headers of [world.head.headers, second]) await bringIn(url, headers)
    await settle(await ground.databaseUrl())
    return {
      url,
      first: { url, people, desk: await deskOf(url, world.head.headers) },
      second: { url, people: [second], desk: await deskOf(url, second) },
      pid: app.pid,
      close: ground.close,
    }
  } catch (error) {
    await ground.close()
    throw error
  }
}

/** An install is set up once; another workspace is made as its operator would. */
async function secondOffice(databaseUrl: string): Promise<Record<string, string>> {
  const config = readConfig({ DATABASE_URL: databaseUrl, ROLE: 'web', LOG_LEVEL: 'error' })
  const services = await openServices(config, { databaseUrl, modules: serverModules })
  const { workspace, accountId } = await createWorkspace(services, {
    locale: 'ru',
    company: { name: 'Second', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
    model: 'transactional',
    admin: { name: 'Boris', email: 'boris@example.com', password: 'correct horse battery' },
  })
  const token = await startSession(services.workspaces.global, accountId, workspace.id, new Date())
  await closeServices(services)
  return { cookie: `__Host-onward=${token}` }
}

async function bringIn(url: string, headers: Record<string, string>): Promise<void> {
  const form = new FormData()
  form.set('file', new Blob([importFile('overload', deals)]), 'deals.csv')
  const post = async (path: string, body: FormData | string) => {
    const json: Record<string, string> =
      typeof body === 'string' ? { 'content-type': 'application/json' } : {}
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers, ...json, origin: url },
      body,
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<{ item: { id: string } }>
  }
  const { id } = (await post('/imports', form)).item
  await post('/commands/import.configure', JSON.stringify({ id, settings: importSettings }))
  await post('/commands/import.run', JSON.stringify({ id }))
  await until('the import is done', async () => {
    const answer = await fetch(`${url}/api/v1/imports/${id}`, { headers })
    return ((await answer.json()) as { item: { status: string } }).item.status === 'done'
  })
}

async function deskOf(url: string, headers: Record<string, string>) {
  const items: { id: string; step: { id: string } | null }[] = []
  for (const sort of ['createdAt', '-createdAt', 'amount', '-amount']) {
    const answer = await fetch(`${url}/api/v1/deals?limit=200&sort=${sort}`, { headers })
    items.push(...((await answer.json()) as { items: typeof items }).items)
  }
  return {
    deals: [...new Set(items.map(({ id }) => id))],
    steps: [...new Set(items.flatMap(({ step }) => step?.id ?? []))],
  }
}

/** Figures of the planner, so that its first guesses are not what is measured. */
async function settle(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}
