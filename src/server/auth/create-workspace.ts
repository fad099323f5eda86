import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { companyShape } from '../../kernel/access/company-shape.ts'
import { noCustomModel } from '../../kernel/entities/custom-model.ts'
import { runAct } from '../act.ts'
import type { Workspace } from '../context.ts'
import { schemaDb, type Tx } from '../db/database.ts'
import { migrateWorkspace } from '../db/migrate.ts'
import { installOf, type Services } from '../services.ts'
import { systemActor } from '../workspaces.ts'
import { findAccount, insertAccount, insertMembership } from './accounts.queries.ts'
import { hashPassword } from './password.ts'
import { dropStraySchema, findStraySchemas, insertWorkspace } from './setup.queries.ts'

/** A workspace to be created, with its first administrator. */
export interface NewWorkspace {
  locale: Workspace['locale']
  company: z.output<typeof companyShape>
  model: Workspace['model']
  admin: { name: string; email: string; password: string }
}

export interface CreatedWorkspace {
  workspace: Workspace
  /** The administrator, as user of the workspace and as account. */
  userId: string
  accountId: string
}

/** Held while a schema exists without its row in `onward.workspaces`. */
const lockKey = 7_166_933

/**
 * Creates a workspace: its schema, what the modules put into a new one, and the administrator. The row that makes
 * the workspace exist is written in one transaction with everything in it, so a crash leaves at most a schema
 * without people, which the next start removes. An e-mail that has an account keeps that account's password.
 * `claim` runs first in the transaction and may refuse.
 */
export async function createWorkspace(
  services: Services,
  founding: NewWorkspace,
  claim?: (tx: Tx) => Promise<void>,
): Promise<CreatedWorkspace> {
  const passwordHash = await hashPassword(founding.admin.password)
  const schema = `ws_${Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('')}`
  const workspace: Workspace = {
    id: uuidv7(),
    schema,
    ...founding.company,
    locale: founding.locale,
    model: founding.model,
    custom: noCustomModel,
  }
  return withLock(services.pool, async (client) => {
    try {
      await migrateWorkspace(services.pool, schema)
      return await fill(services, workspace, founding, passwordHash, claim)
    } catch (error) {
      await dropStraySchema(client, schema).catch((err) =>
        services.log.warn({ err, schema }, 'schema left behind'),
      )
      throw error
    }
  })
}

/** Removes schemas that a crash left without their workspace; one with people in it is kept and reported. */
export async function removeStraySchemas({ pool, log }: Services): Promise<void> {
  await withLock(pool, async (client) => {
    for (const { schema, hasPeople } of await findStraySchemas(client)) {
      if (hasPeople) log.warn({ schema }, 'a schema with people in it belongs to no workspace')
      else await dropStraySchema(client, schema)
    }
  })
}

async function fill(
  services: Services,
  workspace: Workspace,
  { admin, locale, model }: NewWorkspace,
  passwordHash: string,
  claim?: (tx: Tx) => Promise<void>,
): Promise<CreatedWorkspace> {
  const { registry, log, now } = services
  const db = schemaDb(services.pool, workspace.schema)
  const install = installOf(services)
  return runAct({ db, registry, install, workspace, actor: systemActor, locale, log, now }, async (ctx) => {
    await claim?.(ctx.tx)
    await insertWorkspace(ctx.tx, workspace, ctx.now)
    const userId = uuidv7()
    const { name, email } = admin
    for (const module of registry.modules)
      await module.onWorkspaceCreated?.(ctx, { locale, model, admin: { id: userId, name, email } })
    const known = await findAccount(ctx.tx, email)
    const accountId = known?.id ?? uuidv7()
    if (!known) await insertAccount(ctx.tx, { id: accountId, email, passwordHash, locale }, ctx.now)
    await insertMembership(ctx.tx, accountId, { workspaceId: workspace.id, userId })
    // The beginning is not something to be undone.
    ctx.rowsBefore = new Map()
    return { workspace, userId, accountId }
  })
}

async function withLock<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query(`set lock_timeout = '30s'`)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    return await work(client)
  } finally {
    // Destroying the connection releases the lock and the setting whatever happened.
    client.release(true)
  }
}
