import type { FastifyBaseLogger } from 'fastify'
import type { Actor } from '../kernel/access/rights.ts'
import type { CustomModel } from '../kernel/entities/custom-model.ts'
import type { TextEnv } from '../kernel/fields/field-type.ts'
import type { FileSettings } from './app/file-settings.ts'
import type { Secrets } from './auth/secrets.ts'
import type { Outbound } from './channels/outbound.ts'
import type { Tx } from './db/database.ts'
import type { AccessLog } from './events/access-log.ts'
import type { PendingEvent } from './events/events.ts'
import type { FileStore } from './files/file-store.ts'
import type { Registry } from './registry.ts'

/** A workspace as everything inside a request needs it. */
export interface Workspace {
  id: string
  schema: string
  name: string
  country: string
  currency: string
  timeZone: string
  locale: 'ru' | 'en'
  model: 'transactional' | 'collaborative' | 'strategic'
  /** The fields and nouns it has added. */
  custom: CustomModel
}

/** What an act may ask of the install it runs in. */
export interface Install {
  /** The configured public address; links are made of it and never of what a request says. */
  baseUrl: string
  files: FileStore
  /** What the operator has set for files. */
  fileSettings: FileSettings
  outbound: Outbound
  secrets: Secrets
  /** Who looks at what. */
  access: AccessLog
  /** Makes this process read the settings of a workspace anew. */
  forgetWorkspace(id: string): void
}

/** A row as it was before this act, kept so the act can be undone. */
export interface RowBefore {
  entity: string
  recordId: string
  /** The record it is a part of, or itself: they are undone together or not at all. */
  rootId: string
  /** Null when the act created the row. */
  before: unknown
  /** Null when the act deleted the row. */
  versionAfter: number | null
  /** Whose the record is that the act created; not kept. */
  owner?: string | null
}

/**
 * What a handler knows and may touch. `tx` is its only database handle and `now` its only clock.
 * `act` is the id under which everything done here is undone together.
 */
export interface Ctx {
  workspace: Workspace
  actor: Actor
  tx: Tx
  now: Date
  locale: 'ru' | 'en'
  log: FastifyBaseLogger
  registry: Registry
  install: Install
  act: string
  /** Events of this act; written when the act ends, in its transaction. */
  events: PendingEvent[]
  /** By record id. */
  rowsBefore: Map<string, RowBefore>
  /** Rows as they were when this act locked them, by record id. */
  rowsLocked: Map<string, unknown>
  /** Users for whom there is something new of their own, to be told on their open screens. */
  told: Set<string>
  /** Records put elsewhere in the order made by hand: no change of them, and open screens are told of it. */
  placed: { entity: string; id: string }[]
  /** Ids of customers and work that were shown, where somebody counts what the actor reads. */
  viewed: Set<string> | null
  /** Run when the act is committed. */
  afterCommit: (() => void)[]
  /** Adds a job in this transaction; it starts after the commit. Jobs of one `queue` run one after another. */
  enqueue(job: string, payload: Record<string, unknown>, queue?: string | null): Promise<void>
}

/** How text is read and printed for this reader. */
export function textEnv(ctx: Pick<Ctx, 'workspace' | 'locale'>): TextEnv {
  const { country, currency, timeZone } = ctx.workspace
  return { locale: ctx.locale, country, currency, timeZone }
}
