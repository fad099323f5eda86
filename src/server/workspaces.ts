import { sql } from 'kysely'
import type pg from 'pg'
import type { Actor } from '../kernel/access/rights.ts'
import { type CustomModel, noCustomModel } from '../kernel/entities/custom-model.ts'
import type { Workspace } from './context.ts'
import { type Db, type SchemaOptions, schemaDb } from './db/database.ts'
import { readCustomModel } from './records/custom-model.ts'

/** A workspace with the handles bound to its schema. */
export interface FoundWorkspace {
  workspace: Workspace
  /** For jobs, and for what is known to take long. */
  db: Db
  /** For what people and programs ask: a statement that takes too long is ended. */
  promptDb: Db
}

/** The workspaces of this install. */
export interface Workspaces {
  global: Db
  /** As it was within the last second; `isFresh`: as it is now. */
  find(id: string, isFresh?: boolean): Promise<FoundWorkspace | null>
  /** All of them, without what each has added to the model. */
  all(): Promise<Workspace[]>
  /** Forgets what is remembered of a workspace after its settings changed. */
  forget(id: string): void
}

interface WorkspaceRow {
  id: string
  schema_name: string
  name: string
  country: string
  currency: string
  time_zone: string
  locale: 'ru' | 'en'
  model: Workspace['model']
  custom_version: number
}

/**
 * Reads workspaces through `pool` and remembers them for a second, the longest two processes may disagree. `longest` is
 * about what people and programs ask.
 */
export function createWorkspaces(pool: pg.Pool, { onQuery, longest }: SchemaOptions = {}): Workspaces {
  const global = schemaDb(pool, 'onward', { onQuery })
  const known = new Map<string, FoundWorkspace & { until: number }>()
  /** How often a workspace has been forgotten: what was being read meanwhile may be older than the change. */
  const forgotten = new Map<string, number>()
  return {
    global,
    forget(id) {
      known.delete(id)
      forgotten.set(id, (forgotten.get(id) ?? 0) + 1)
    },
    async find(id, isFresh = false) {
      const asOf = forgotten.get(id)
      const cached = known.get(id)
      if (cached && cached.until > Date.now() && !isFresh) return cached
      const { rows } = await sql<WorkspaceRow>`select * from onward.workspaces where id = ${id}`.execute(
        global,
      )
      if (!rows[0]) return null
      const schema = rows[0].schema_name
      const db = cached?.db ?? schemaDb(pool, schema, { onQuery })
      const promptDb = cached?.promptDb ?? schemaDb(pool, schema, { onQuery, longest })
      const version = rows[0].custom_version
      const isKnown = cached?.workspace.custom.version === version
      const custom = isKnown
        ? cached.workspace.custom
        : await db
            .transaction()
            .setAccessMode('read only')
            .execute((tx) => readCustomModel(tx, version))
      const entry = { workspace: toWorkspace(rows[0], custom), db, promptDb, until: Date.now() + 1000 }
      if (forgotten.get(id) === asOf) known.set(id, entry)
      return entry
    },
    async all() {
      const { rows } = await sql<WorkspaceRow>`select * from onward.workspaces order by id`.execute(global)
      return rows.map((row) => toWorkspace(row, noCustomModel))
    },
  }
}

function toWorkspace(row: WorkspaceRow, custom: CustomModel): Workspace {
  const { id, schema_name: schema, name, country, currency, time_zone: timeZone, locale, model } = row
  return { id, schema, name, country, currency, timeZone, locale, model, custom }
}

/** Acts for nobody in particular: imports that resume, recurring jobs, samples. */
export const systemActor: Actor = {
  userId: '00000000-0000-0000-0000-000000000000',
  roleId: '00000000-0000-0000-0000-000000000000',
  teamId: null,
  teamMemberIds: [],
  grants: {},
  via: 'system',
}
