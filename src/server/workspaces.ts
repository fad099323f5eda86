import { sql } from 'kysely'
import type pg from 'pg'
import type { Actor } from '../kernel/access/rights.ts'
import type { Workspace } from './context.ts'
import { type Db, type OnQuery, schemaDb } from './db/database.ts'

/** The workspaces of this install, each with a handle bound to its schema. */
export interface Workspaces {
  global: Db
  find(id: string): Promise<{ workspace: Workspace; db: Db } | null>
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
}

/** Reads workspaces through `pool` and remembers them for a second, the longest two processes may disagree. */
export function createWorkspaces(pool: pg.Pool, onQuery?: OnQuery): Workspaces {
  const global = schemaDb(pool, 'onward', onQuery)
  const known = new Map<string, { workspace: Workspace; db: Db; until: number }>()
  return {
    global,
    forget: (id) => void known.delete(id),
    async find(id) {
      const cached = known.get(id)
      if (cached && cached.until > Date.now()) return cached
      const { rows } = await sql<WorkspaceRow>`select * from onward.workspaces where id = ${id}`.execute(
        global,
      )
      if (!rows[0]) return null
      const workspace = toWorkspace(rows[0])
      const entry = {
        workspace,
        db: cached?.db ?? schemaDb(pool, workspace.schema, onQuery),
        until: Date.now() + 1000,
      }
      known.set(id, entry)
      return entry
    },
    async all() {
      const { rows } = await sql<WorkspaceRow>`select * from onward.workspaces order by id`.execute(global)
      return rows.map(toWorkspace)
    },
  }
}

function toWorkspace({ schema_name: schema, time_zone: timeZone, ...rest }: WorkspaceRow): Workspace {
  const { id, name, country, currency, locale, model } = rest
  return { id, schema, name, country, currency, timeZone, locale, model }
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
