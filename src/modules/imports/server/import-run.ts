import { sql } from 'kysely'
import { isWithin, scopeOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import type { TableRow } from '../../../server/files/tabular/table.ts'
import type { ImportSettings } from '../import-settings.ts'
import type { ImportRow } from './imports.queries.ts'
import { type ReadRow, rowReader } from './read-row.ts'
import { createRecogniser, type Recogniser } from './recognise.ts'
import { createRefs, mayMake, type Refs } from './refs.ts'
import { requireRights } from './require-rights.ts'
import { loadWays, type Ways } from './ways.ts'

/** How many rows each owner has been given so far; stored with the position, so a resumed import goes on exactly. */
export interface RunState {
  turn: number
  places: Record<string, number>
  /** The check under way, by its name. */
  pass?: string
}

/** One pass over a file: what stays the same, and what it remembers from batch to batch. */
export interface ImportRun {
  id: string
  entity: Entity
  settings: ImportSettings
  headings: string[]
  /** Nothing is written; what would have been is remembered. */
  isCheck: boolean
  refs: Refs
  recogniser: Recogniser
  /** Pipelines of a worked kind of records; read anew after a rollback. */
  ways: Ways | null
  state: RunState
  read(row: TableRow): ReadRow
  /** Owner of the next new record, by the rule of the import. */
  nextOwner(named: string | undefined): string | null
  /** How many open records this owner was given before this one. */
  nextPlace(owner: string): number
  /** Kinds of records that may be made when a row names one that is not there. */
  makes(kind: string): boolean
  /** Whether the actor may give records to this owner. */
  mayOwn(owner: string | null): boolean
}

/** Prepares a pass over the file of an import; refuses when its actor lacks a right or a usual owner is gone. */
export async function openRun(ctx: Ctx, row: ImportRow, isCheck: boolean): Promise<ImportRun> {
  const { settings } = row
  if (!settings) fail('import.wrong-state', { status: row.status })
  requireRights(ctx, settings)
  const entity = ctx.registry.catalog.entity(settings.entity)
  await requireOwners(ctx, entity, settings)
  const scope = scopeOf(ctx.actor, entity.rightsObject, 'create')
  const { createMissing, owner } = settings
  const makeable = createMissing.filter((kind) => mayMake(ctx, ctx.registry.catalog.entity(kind)))
  const run: ImportRun = {
    id: row.id,
    entity,
    settings,
    headings: row.file.headings,
    isCheck,
    refs: createRefs(isCheck),
    recogniser: createRecogniser(entity, settings, isCheck),
    ways: null,
    state: isCheck ? { turn: 0, places: {} } : stateOf(row),
    read: rowReader(entity, settings, row.file.headings, {
      env: textEnv(ctx),
      catalog: ctx.registry.catalog,
    }),
    nextOwner(named) {
      if (named) return named
      if (!owner) return row.owner
      if (owner.mode !== 'roundRobin') return owner.user
      // The shape asks for at least one user.
      return owner.users[run.state.turn++ % owner.users.length]!
    },
    nextPlace(one) {
      const place = run.state.places[one] ?? 0
      run.state.places[one] = place + 1
      return place
    },
    makes: (kind) => (makeable as string[]).includes(kind),
    mayOwn: (one) => !entity.ownerField || ctx.actor.via === 'system' || isWithin(scope, ctx.actor, one),
  }
  return run
}

/** The state of an import as it was left. */
export function stateOf({ state }: Pick<ImportRow, 'state'>): RunState {
  return { turn: state.turn ?? 0, places: { ...state.places } }
}

/** Pipelines of the import, read once; null for records that are not worked. */
export async function waysOf(ctx: Ctx, run: ImportRun): Promise<Ways | null> {
  if (!run.entity.worked) return null
  run.ways ??= await loadWays(ctx, run.settings)
  return run.ways
}

/** Whoever gets records that name no owner must be able to work on them. */
export async function requireOwners(ctx: Ctx, entity: Entity, { owner }: ImportSettings): Promise<void> {
  if (!owner || !entity.ownerField) return
  const users = owner.mode === 'roundRobin' ? [...new Set(owner.users)] : [owner.user]
  const { rows } = await sql<{ id: string }>`
    select id from users where id = any(${users}::uuid[]) and is_active and deleted_at is null`.execute(
    ctx.tx,
  )
  if (rows.length < users.length)
    fail('step.owner-inactive', {}, [{ field: 'owner', error: 'value.not-found' }])
  const scope = scopeOf(ctx.actor, entity.rightsObject, 'create')
  const isAllowed = ctx.actor.via === 'system' || users.every((user) => isWithin(scope, ctx.actor, user))
  if (!isAllowed) fail('access.denied', { right: `${entity.rightsObject}:create` })
}
