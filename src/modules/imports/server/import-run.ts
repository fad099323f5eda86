import { sql } from 'kysely'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import type { TableRow } from '../../../server/files/tabular/table.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { Draft } from '../../../server/registry.ts'
import type { ImportSettings } from '../import-settings.ts'
import type { ImportRow } from './imports.queries.ts'
import { type ReadRow, rowReader } from './read-row.ts'
import { createRefs, type Refs } from './refs.ts'

/** How many rows each owner has been given so far; stored with the position, so a resumed import goes on exactly. */
export interface RunState {
  turn: number
  places: Record<string, number>
}

/** One pass over a file: what stays the same, and what it remembers from batch to batch. */
export interface ImportRun {
  id: string
  entity: Entity
  settings: ImportSettings
  headings: string[]
  /** A check: nothing is written, what would have been is remembered here by key. */
  pretending: boolean
  pretended: Map<string, Draft | StoredRecord>
  refs: Refs
  /** Records of the kind being brought in that were made because a row named them; a row of their own may follow. */
  placeholders: Set<string>
  /** Last stage of the chosen pipeline: where what is already won belongs. */
  lastStage: string | null
  state: RunState
  read(row: TableRow): ReadRow
  /** Owner of the next new record, by the rule of the import. */
  nextOwner(named: string | undefined): string | null
  /** How many open records this owner was given before this one. */
  nextPlace(owner: string): number
}

/** Prepares a pass over the file of an import. */
export async function openRun(ctx: Ctx, row: ImportRow, pretending: boolean): Promise<ImportRun> {
  const { settings } = row
  if (!settings) fail('import.wrong-state', { status: row.status })
  const entity = ctx.registry.catalog.entity(settings.entity)
  const pipeline = entity.worked ? await pipelineOf(ctx, settings) : null
  const chosen = pipeline ? { ...settings, pipeline: pipeline.id } : settings
  const start: RunState = pretending
    ? { turn: 0, places: {} }
    : { turn: row.state.turn ?? 0, places: { ...row.state.places } }
  const run: ImportRun = {
    id: row.id,
    entity,
    settings: chosen,
    headings: row.file.headings,
    pretending,
    pretended: new Map(),
    refs: createRefs(chosen),
    placeholders: new Set(),
    lastStage: pipeline?.lastStage ?? null,
    state: start,
    read: rowReader(entity, chosen, row.file.headings, textEnv(ctx)),
    nextOwner(named) {
      if (named) return named
      const { owner } = settings
      if (!owner) return row.owner
      if (owner.mode !== 'roundRobin') return owner.user
      // The shape asks for at least one user.
      return owner.users[run.state.turn++ % owner.users.length]!
    },
    nextPlace(owner) {
      const place = run.state.places[owner] ?? 0
      run.state.places[owner] = place + 1
      return place
    },
  }
  return run
}

async function pipelineOf(
  ctx: Ctx,
  settings: ImportSettings,
): Promise<{ id: string; lastStage: string | null }> {
  const { rows } = await sql<{ id: string; lastStage: string | null }>`
    select p.id, (select s.id from stages s where s.pipeline_id = p.id and s.deleted_at is null order by position desc limit 1) as "lastStage"
    from pipelines p where p.works_on = ${settings.entity} and p.deleted_at is null
      and ${settings.pipeline ? sql`p.id = ${settings.pipeline}` : sql`true`}
    order by p.position, p.id limit 1`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'pipeline' })
}
