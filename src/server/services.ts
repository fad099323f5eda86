import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import type { Config } from './app/config.ts'
import type { Install } from './context.ts'
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
  jobs: Jobs
  log: FastifyBaseLogger
  now(): Date
}

/** What acts may ask of this install. */
export function installOf({
  config,
  files,
  workspaces,
}: Pick<Services, 'config' | 'files' | 'workspaces'>): Install {
  return { baseUrl: config.baseUrl, files, forgetWorkspace: workspaces.forget }
}
