import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import type { ImportSettings } from '../import-settings.ts'

export interface Mapping {
  id: string
  name: string
  isNamed: boolean
  settings: ImportSettings
  savedAt: string
}

/** Most mappings of one set of headings; the oldest give way. */
const most = 50

/** A print of headings, in whatever order they stand. */
export function headingsPrint(headings: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...headings].sort()))
    .digest('hex')
}

export async function mappingsOf(ctx: Ctx, headings: readonly string[]): Promise<Mapping[]> {
  const { rows } = await sql<Mapping>`
    select id, name, is_named as "isNamed", settings, updated_at as "savedAt" from import_mappings
    where headings = ${headingsPrint(headings)} order by is_named desc, updated_at desc, id limit ${most}`.execute(
    ctx.tx,
  )
  return rows
}

/** Keeps a mapping under its name, or as the last one used. What belongs to one file only is left out. */
export async function keepMapping(
  ctx: Ctx,
  headings: readonly string[],
  { name, isNamed, settings }: Pick<Mapping, 'name' | 'isNamed' | 'settings'>,
): Promise<void> {
  const print = headingsPrint(headings)
  await sql`
    delete from import_mappings where headings = ${print}
      and (is_named = ${isNamed} and (not is_named or name = ${name})
        or id in (select id from import_mappings where headings = ${print} order by updated_at desc, id offset ${most - 1}))`.execute(
    ctx.tx,
  )
  await sql`
    insert into import_mappings (id, name, headings, settings, is_named, owner_id, created_at, updated_at)
    values (${uuidv7()}, ${name}, ${print}, ${JSON.stringify(lasting(settings))}, ${isNamed}, ${ctx.actor.userId}, ${ctx.now}, ${ctx.now})
    on conflict (headings) where not is_named do update
      set name = excluded.name, settings = excluded.settings, updated_at = excluded.updated_at`.execute(
    ctx.tx,
  )
}

export async function dropMapping(ctx: Ctx, headings: readonly string[], id: string): Promise<void> {
  await sql`
    delete from import_mappings where id = ${id} and headings = ${headingsPrint(headings)}`.execute(ctx.tx)
}

/** How a file is read is found anew of each, and so is asked why its people may be kept. */
function lasting(settings: ImportSettings): Partial<ImportSettings> {
  const { encoding: _e, delimiter: _d, sheet: _s, headerRow: _h, basis: _b, nextStep, ...others } = settings
  return { ...others, nextStep: { ...nextStep, startOn: undefined } }
}
