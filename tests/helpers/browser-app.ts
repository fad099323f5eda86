import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { uuidv7 } from 'uuidv7'
import { anyFreePort } from '../../src/cli/ports.ts'
import type { Entity } from '../../src/kernel/entities/entity.ts'
import { company, contact } from '../../src/modules/customers/index.ts'
import { deal } from '../../src/modules/deals/index.ts'
import { lead } from '../../src/modules/leads/index.ts'
import { projectRoot } from '../../src/server/app/config.ts'
import { createHttp } from '../../src/server/app/http.ts'
import { ensureSetupLink } from '../../src/server/auth/setup.ts'
import { createRecords } from '../../src/server/records/write.ts'
import {
  startTestApp,
  startTestServices,
  type TestApp,
  type TestAppOptions,
  type TestClient,
} from './test-app.ts'
import { zoneOfMorning } from './zone-of-morning.ts'

/** A record to begin with. The owner is its person; `due` is in hours from now, of worked records only. */
export interface Seed {
  owner: TestClient
  due?: number
  [field: string]: unknown
}

export interface OpenedApp extends TestApp {
  /** The address it listens at. */
  url: string
  /** Ids of the stages of the first pipeline, in order. */
  stages(worksOn: 'lead' | 'deal'): Promise<string[]>
  /** Makes records through the records pipeline, as the system; answers their ids. */
  lead(seed: Seed): Promise<string>
  deal(seed: Seed): Promise<string>
  company(seed: Seed): Promise<string>
  contact(seed: Seed): Promise<string>
}

/** The real server with the built web app on a port of its own and a workspace without records. */
export async function openApp(options: TestAppOptions = {}): Promise<OpenedApp> {
  await requireBuild()
  const port = await anyFreePort('127.0.0.1')
  const url = `http://localhost:${port}`
  const app = await startTestApp({ jobs: true, baseUrl: url, timeZone: zoneOfMorning(), ...options })
  await app.app.listen({ port, host: '127.0.0.1' })
  const make =
    (entity: Entity) =>
    async ({ owner, due, ...values }: Seed): Promise<string> => {
      const id = uuidv7()
      const extra = due === undefined ? {} : { nextStep: { dueAt: hoursFromNow(due) } }
      await app.act((ctx) =>
        createRecords(ctx, entity, [{ id, values: { ...values, owner: owner.userId }, extra }]),
      )
      return id
    }
  const stages: OpenedApp['stages'] = async (worksOn) => {
    const found = await app.rows<{ id: string }>(
      `select s.id from stages s join (select id from pipelines where works_on = $1 order by position, id limit 1) p
       on p.id = s.pipeline_id order by s.position`,
      [worksOn],
    )
    return found.map(({ id }) => id)
  }
  return {
    ...app,
    url,
    stages,
    lead: make(lead),
    deal: make(deal),
    company: make(company),
    contact: make(contact),
  }
}

/** The real server without any workspace, and the one-time link by which it is set up. */
export async function openNewApp(): Promise<{ url: string; setupUrl: string; close(): Promise<void> }> {
  await requireBuild()
  const port = await anyFreePort('127.0.0.1')
  const url = `http://localhost:${port}`
  const { services, close } = await startTestServices({ jobs: true, baseUrl: url })
  const http = await createHttp(services)
  await http.listen({ port, host: '127.0.0.1' })
  const setupUrl = await ensureSetupLink(services)
  if (!setupUrl) throw new Error('a new app is set up already')
  return {
    url,
    setupUrl,
    async close() {
      await http.close()
      await close()
    },
  }
}

/** An instant, as the API writes it. */
export function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString()
}

/** What a visitor sees is the built web app; `npm test` builds it, a plain run of Vitest does not. */
async function requireBuild(): Promise<void> {
  if (!existsSync(join(projectRoot, 'dist/web/index.html')))
    throw new Error('The web app is not built. Run `npm run build` first; `npm test` does it by itself.')
  const script = pathToFileURL(join(projectRoot, 'scripts/stamp.js')).href
  const { isUpToDate } = (await import(script)) as { isUpToDate(): Promise<boolean> }
  if (!warned && !(await isUpToDate()))
    console.warn('The web app in dist is older than its sources: run `npm run build` to see the newest.')
  warned = true
}

let warned = false
