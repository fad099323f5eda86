import { sql } from 'kysely'
import type { Tx } from './db/database.ts'

/**
 * Deliberate bugs, one at a time, to see whether the reliability harness catches them (docs/reliability.md). Nothing
 * of this exists outside of tests: `ONWARD_PLANT` without `NODE_ENV=test` stops the start.
 */
export const plants = {
  'no-transaction': 'an act is committed halfway, before its events',
  unsaved: 'one act in forty is answered as done and is not',
  'forgotten-key': 'the answer of a write is not kept under its idempotency key',
  unscoped: 'a query forgets whose records one may see',
  'short-lease': 'the jobs of a worker that lives are given to another one',
  'two-open-steps': 'the unique index of open steps is missing',
  'no-law': 'an open deal may be without a step',
  'law-at-once': 'the next-step law is judged at each statement instead of at commit',
  'lazy-commit': 'the built-in database acknowledges before its log is on the disk',
  'fsync-off': 'the built-in database never waits for the disk',
  'altered-log': 'an event is written over after its block has been sealed',
  'early-feed': 'changes are told before those of earlier transactions can be seen',
  'half-merge': 'what led to a record that went into another goes on leading to it',
  'half-undone': 'a mass change is taken back without its first batch',
  unsaid: 'one webhook message in twenty is never written',
  'stale-conversion': 'what is changed while a field is converted is not converted again',
  'lost-file': 'the bytes of a file that was taken in are removed',
  'short-export': 'a record of each page of an export is left out',
} as const

export type Plant = keyof typeof plants

const planted = readPlant(process.env)

export function isPlanted(plant: Plant): boolean {
  return planted === plant
}

/** Between the change of an act and its events. */
export async function plantMidway(tx: Tx, schema: string): Promise<void> {
  if (isPlanted('no-transaction'))
    await sql.raw(`commit; begin; set local search_path to ${schema}, public`).execute(tx)
}

/** Before an act is committed; true when nothing of it is kept. */
export async function plantAtTheEnd(tx: Tx): Promise<boolean> {
  const isLost = isPlanted('unsaved') && Math.random() < 1 / 40
  if (isLost) await sql.raw('rollback; begin').execute(tx)
  return isLost
}

/** When a block of the audit log has been sealed. */
export async function plantAfterSeal(tx: Tx): Promise<void> {
  if (isPlanted('altered-log'))
    await sql`
      update events set data = data || '{"altered": true}' where id in (select last_id from audit_blocks)`.execute(
      tx,
    )
}

/** What is done to a workspace when it has just been migrated. */
export function plantedSchema(schema: string): string {
  if (isPlanted('two-open-steps')) return `drop index if exists ${schema}.steps_one_open`
  if (isPlanted('no-law')) return `alter table ${schema}.deals drop constraint if exists deals_open_has_step`
  if (isPlanted('law-at-once'))
    return `alter table ${schema}.deals alter constraint deals_next_step deferrable initially immediate`
  return ''
}

/** Arguments of the built-in database. */
export function plantedArguments(): string[] {
  if (isPlanted('lazy-commit')) return ['-c', 'synchronous_commit=off']
  return isPlanted('fsync-off') ? ['-c', 'fsync=off'] : []
}

function readPlant(env: NodeJS.ProcessEnv): Plant | null {
  const name = env.ONWARD_PLANT
  if (!name) return null
  if (env.NODE_ENV !== 'test')
    throw new Error('ONWARD_PLANT plants a deliberate bug and works in tests only.')
  if (!Object.hasOwn(plants, name)) throw new Error(`ONWARD_PLANT: there is no plant ${name}`)
  // Just looked up.
  return name as Plant
}
