import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import type { Config } from './app/config.ts'
import type { Secrets } from './auth/secrets.ts'
import type { Outbound } from './channels/outbound.ts'
import type { Install } from './context.ts'
import type { AccessLog } from './events/access-log.ts'
import type { LiveHub } from './events/live-hub.ts'
import type { FileStore } from './files/file-store.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Registry } from './registry.ts'
import type { Workspaces } from './workspaces.ts'

/** What one running process is made of; routes and jobs are given it, nothing is global. */
export interface Services {
  config: Config
  pool: pg.Pool
  workspaces: Workspaces
  registry: Registry
  live: LiveHub
  files: FileStore
  outbound: Outbound
  secrets: Secrets
  access: AccessLog
  jobs: Jobs
  log: FastifyBaseLogger
  now(): Date
}

/** What acts may ask of this install. */
export function installOf({
  config,
  files,
  outbound,
  secrets,
  access,
  workspaces,
}: Pick<Services, 'config' | 'files' | 'outbound' | 'secrets' | 'access' | 'workspaces'>): Install {
  return {
    baseUrl: config.baseUrl,
    files,
    fileSettings: config.files,
    outbound,
    secrets,
    access,
    forgetWorkspace: workspaces.forget,
  }
}
