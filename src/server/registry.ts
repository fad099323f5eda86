import type { FastifyInstance } from 'fastify'
import type { RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { Command, Query } from '../kernel/commands/command.ts'
import { type EntityCatalog, entityCatalog } from '../kernel/entities/catalog.ts'
import type { Entity } from '../kernel/entities/entity.ts'
import type { ActFrame } from './act.ts'
import type { Ctx, Install } from './context.ts'
import type { keepIndexes } from './db/indexes.ts'
import type { FileStore } from './files/file-store.ts'
import type { StoredRecord } from './records/rows.ts'
import type { Services } from './services.ts'

export interface CommandHandler {
  command: Command
  run(ctx: Ctx, input: unknown): Promise<unknown>
}

export interface QueryHandler {
  query: Query
  run(ctx: Ctx, input: unknown): Promise<unknown>
}

/** Binds a verb's contract to what it does. */
export function handle<Input extends z.ZodType, Output extends z.ZodType>(
  command: Command<Input, Output>,
  run: (ctx: Ctx, input: z.output<Input>) => Promise<z.input<Output>>,
): CommandHandler {
  // The door validates the input with this very schema before it calls.
  return { command, run: run as CommandHandler['run'] }
}

/** Binds a question's contract to its answer. */
export function answer<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  run: (ctx: Ctx, input: z.output<Input>) => Promise<z.input<Output>>,
): QueryHandler {
  return { query, run: run as QueryHandler['run'] }
}

/** Values of a record by field name, already valid; refs are ids, absent is null or undefined. */
export type Values = Record<string, unknown>

/** A record about to be created. `extra` is what the API accepted beside the fields (`nextStep`). */
export interface Draft {
  id: string
  values: Values
  extra: Values
  /** Told on timelines together with the creation. */
  particulars?: Values
}

/** A record about to be put back: as it was (null: it will be gone) and as it is (null: it comes back). */
export interface Reversal {
  was: StoredRecord | null
  is: StoredRecord | null
}

/**
 * What a module adds to the life of records. Hooks run inside the records pipeline, in the transaction of the
 * write, in the order of registration, over whole batches: an import writes a thousand records at once.
 */
export interface RecordHooks {
  appliesTo(entity: Entity): boolean
  /** May complete or refuse the drafts. */
  beforeCreate?(ctx: Ctx, entity: Entity, drafts: Draft[]): Promise<void>
  afterCreate?(ctx: Ctx, entity: Entity, records: StoredRecord[], drafts: Draft[]): Promise<void>
  /** May refuse or complete `changes`. */
  beforeUpdate?(ctx: Ctx, entity: Entity, before: StoredRecord, changes: Values): Promise<void>
  afterUpdate?(ctx: Ctx, entity: Entity, before: StoredRecord, after: StoredRecord): Promise<void>
  /** Field values written together with `deleted_at`, for entities whose constraints ask for it. */
  beforeDelete?(ctx: Ctx, entity: Entity, before: StoredRecord): Promise<Values>
  /** Field values written when a record leaves the recycle bin. */
  beforeRestore?(ctx: Ctx, entity: Entity, before: StoredRecord): Promise<Values>
  /** Before records go into another one; values written when they go, for entities whose constraints ask for it. */
  beforeMerge?(ctx: Ctx, entity: Entity, survivor: StoredRecord, losers: StoredRecord[]): Promise<Values>
  /** After a merge was taken apart: the survivor and those that have come out of it, as they are now. */
  afterUnmerge?(ctx: Ctx, entity: Entity, records: StoredRecord[]): Promise<void>
  /** What goes for good together with a record, beyond what leads to it by a ref field. */
  erasedWith?(ctx: Ctx, entity: Entity, id: string): Promise<ReadonlyMap<Entity, string[]>>
  /** May refuse that records are put back as they were. */
  beforeUndo?(ctx: Ctx, entity: Entity, reversals: Reversal[]): Promise<void>
}

/** A rule of seeing that owner scopes cannot express: an SQL condition over a table alias. */
export type Visibility = (ctx: Ctx, alias: string) => RawBuilder<boolean>

export interface JobHandler {
  name: string
  run(job: { payload: Record<string, unknown>; ctx: JobContext }): Promise<void>
}

/** What a job gets: a way to act in the workspace it was enqueued in. */
export interface JobContext {
  workspaceId: string
  install: Install
  /** Runs `work` as one act of the system (or of `actorId`) in its own transaction. */
  act<Result>(actorId: string | null, work: (ctx: Ctx) => Promise<Result>): Promise<Result>
  /** Reads as the system (or `actorId`) everything as it was at one moment; `work` may be run again from its beginning. */
  snapshot<Result>(actorId: string | null, work: (ctx: Ctx) => Promise<Result>): Promise<Result>
  signal: AbortSignal
  /** Leaves a table with these indexes out of the named ones; see `keepIndexes` of the database. */
  keepIndexes(table: string, plans: Parameters<typeof keepIndexes>[3]): Promise<void>
  /** Says in an act that it carries the work on, so that tries which were cut off before do not count against it. */
  progressed(ctx: Ctx): Promise<void>
}

/** A workspace being tidied up. */
export interface House {
  /** Its id. */
  workspace: string
  tx: Ctx['tx']
  files: FileStore
  now: Date
  /** IANA zone of the workspace. */
  timeZone: string
  /** Puts a job into the queue in the name of a person, with what is tidied up; jobs of one `queue` run one after another. */
  enqueue(actor: string, job: string, payload: Record<string, unknown>, queue?: string): Promise<void>
}

/** What a new workspace begins with. */
export interface Founding {
  locale: 'ru' | 'en'
  model: Ctx['workspace']['model']
  /** The first administrator, who is created with this id. */
  admin: { id: string; name: string; email: string }
}

/** A slice of the product as the server sees it. */
export interface ServerModule {
  name: string
  entities?: readonly Entity[]
  commands?: readonly CommandHandler[]
  queries?: readonly QueryHandler[]
  hooks?: readonly RecordHooks[]
  visibility?: Readonly<Record<string, Visibility>>
  jobs?: readonly JobHandler[]
  /** Fills a workspace that is being created, in the transaction that makes it exist. */
  onWorkspaceCreated?(ctx: Ctx, founding: Founding): Promise<void>
  /** Hears at the end of an act, in its transaction, what has happened in it (`ctx.events`). */
  whenActEnds?(ctx: Ctx): Promise<void>
  /** Hears which customers and work somebody has been shown whose reading is counted (`viewsPerHour` of the role). */
  whenRead?(frame: ActFrame, ids: ReadonlySet<string>): Promise<void>
  /** Removes what this module keeps for a time only; called every hour for every workspace. */
  keepHouse?(house: House): Promise<void>
  /** Works by itself in every process that does jobs, until it is stopped. */
  background?(services: Omit<Services, 'jobs'>): { stop(): Promise<void> }
  /** Routes that are neither records, verbs nor questions (uploads, downloads). */
  routes?(app: FastifyInstance, services: Services): void
}

export interface Registry {
  catalog: EntityCatalog
  entities: readonly Entity[]
  commands: ReadonlyMap<string, CommandHandler>
  queries: readonly QueryHandler[]
  hooks: readonly RecordHooks[]
  visibility: ReadonlyMap<string, Visibility>
  jobs: readonly JobHandler[]
  modules: readonly ServerModule[]
}

/** Puts the modules together; refuses two of the same name. */
export function createRegistry(modules: readonly ServerModule[]): Registry {
  const entities = modules.flatMap(({ entities = [] }) => entities)
  const handlers = modules.flatMap(({ commands = [] }) => commands)
  const commands = new Map(handlers.map((handler) => [handler.command.name, handler]))
  if (commands.size !== handlers.length) throw new Error('two commands share a name')
  return {
    catalog: entityCatalog(entities),
    entities,
    commands,
    queries: modules.flatMap(({ queries = [] }) => queries),
    hooks: modules.flatMap(({ hooks = [] }) => hooks),
    visibility: new Map(modules.flatMap(({ visibility = {} }) => Object.entries(visibility))),
    jobs: modules.flatMap(({ jobs = [] }) => jobs),
    modules,
  }
}
