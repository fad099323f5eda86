import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createSecrets } from '../auth/secrets.ts'
import { ensureSetupLink } from '../auth/setup.ts'
import { createBucket } from '../channels/bucket.ts'
import { createOutbound } from '../channels/outbound.ts'
import type { OnQuery } from '../db/database.ts'
import { migrateAll } from '../db/migrate.ts'
import { createPool } from '../db/pool.ts'
import { createAccessLog } from '../events/access-log.ts'
import { createLiveHub } from '../events/live-hub.ts'
import { createBucketStore } from '../files/bucket-store.ts'
import type { FileStore } from '../files/file-store.ts'
import { createFolderStore } from '../files/folder-store.ts'
import { migrateJobs, startJobs } from '../jobs/jobs.ts'
import { createRegistry, type ServerModule } from '../registry.ts'
import type { Services } from '../services.ts'
import { createWorkspaces } from '../workspaces.ts'
import type { Config } from './config.ts'
import { createHttp } from './http.ts'

export interface ServeOptions {
  /** Connection string of the database in use, embedded or not. */
  databaseUrl: string
  modules: readonly ServerModule[]
  now?: () => Date
}

export interface RunningApp {
  url: string
  services: Services
  /** One-time link for the first administrator; null when the install is set up. */
  setupUrl: string | null
  /** Lets requests and jobs in hand finish, then lets go of the database. */
  close(): Promise<void>
}

/** Starts the web server and the jobs of this process on a database that may be empty. */
export async function serve(
  config: Config,
  { databaseUrl, modules, now = () => new Date() }: ServeOptions,
): Promise<RunningApp> {
  const services = await openServices(config, { databaseUrl, modules, now })
  try {
    const http = await createHttp(services)
    await http.listen({ port: config.port, host: config.host })
    // A server that listens on a port has an address with a port.
    const { port } = http.server.address() as AddressInfo
    const url = config.port === 0 ? `http://localhost:${port}` : config.baseUrl
    return {
      url,
      services,
      setupUrl: await ensureSetupLink(services),
      async close() {
        await http.close()
        await closeServices(services)
      },
    }
  } catch (error) {
    await closeServices(services)
    throw error
  }
}

/** Everything but the web server: also what the command line works with. */
export async function openServices(
  config: Config,
  { databaseUrl, modules, now = () => new Date() }: ServeOptions,
): Promise<Services> {
  const log = pino({ level: config.logLevel })
  const pool = createPool(databaseUrl, {
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  })
  const trace: OnQuery = (sql, parameters, isPrepared) => log.trace({ sql, parameters, isPrepared }, 'sql')
  try {
    await migrateAll(pool)
    await migrateJobs(pool)
    const live = createLiveHub(databaseUrl, log)
    const workspaces = createWorkspaces(pool, {
      onQuery: log.isLevelEnabled('trace') ? trace : undefined,
      longest: config.longestStatement,
    })
    const almost = {
      config,
      pool,
      workspaces,
      registry: createRegistry(modules),
      live,
      files: createFileStore(config),
      outbound: createOutbound(config.outboundAllow),
      secrets: createSecrets(config),
      access: createAccessLog({ workspaces, log }),
      log,
      now,
    }
    const jobs = config.role === 'web' ? noJobs : await startJobs(almost, databaseUrl)
    return { ...almost, jobs }
  } catch (error) {
    await pool.end()
    throw error
  }
}

function createFileStore({ dataDir, files: { bucket } }: Config): FileStore {
  return bucket
    ? createBucketStore(createBucket(bucket), createFolderStore(dataDir, 'files-in-hand'))
    : createFolderStore(dataDir)
}

export async function closeServices({ jobs, live, access, pool }: Services): Promise<void> {
  await jobs.stop()
  await access.stop()
  await live.close()
  await pool.end()
}

/** A process with the role `web` leaves the jobs to others. */
const noJobs = { isRunning: () => true, stop: async () => {} }
