import { sql } from 'kysely'
import { pino } from 'pino'
import { type Anchor, anchorOf, readAnchor } from '../modules/audit/index.ts'
import { sealNow, verifyChain } from '../modules/audit/server/index.ts'
import { type ConfigFlags, readConfig } from '../server/app/config.ts'
import type { Tx } from '../server/db/database.ts'
import { schemaDb } from '../server/db/database.ts'
import { pendingMigrations } from '../server/db/migrate.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { createPool } from '../server/db/pool.ts'
import { sentence } from './say.ts'

export interface AuditFlags extends ConfigFlags {
  anchor?: string[]
}

/** `onward audit verify`: hashes the log of every workspace anew; exit code 1 when one is not as it was sealed. */
export async function verifyAuditLog(flags: AuditFlags): Promise<number> {
  const anchors = anchorsIn(flags)
  if (!anchors) return 1
  return withWorkspaces(flags, async (workspaces) => {
    const unknown = anchors.filter((one) => !workspaces.some(({ schema }) => schema === one.workspace))
    for (const one of unknown) console.error(sentence('audit-no-workspace', { anchor: anchorOf(one) }))
    let isWhole = unknown.length === 0
    for (const { schema, name, read } of workspaces) {
      const own = anchors.filter((one) => one.workspace === schema)
      for (const anchor of own.length > 0 ? own : [null]) {
        const { broken, ...rest } = await verifyAll(read, anchor)
        isWhole &&= !broken
        if (broken)
          console.error(
            sentence(`audit-${broken.what}`, {
              name,
              block: broken.block,
              from: broken.from ?? '…',
              until: broken.until ?? '…',
            }),
          )
        else console.log(sentence('audit-whole', { name, blocks: rest.block, entries: rest.entries }))
      }
    }
    return isWhole ? 0 : 1
  })
}

/** `onward audit anchor`: prints the last seal of every workspace, to be kept elsewhere. */
export function printAnchors(flags: ConfigFlags): Promise<number> {
  return withWorkspaces(flags, async (workspaces) => {
    for (const { schema, name, read } of workspaces) {
      const { last } = await read(sealNow)
      if (last) console.log(`${anchorOf({ ...last, workspace: schema })}  ${last.at}  ${name}`)
      else console.error(sentence('audit-nothing', { name }))
    }
    return 0
  })
}

function anchorsIn({ anchor = [] }: AuditFlags): Anchor[] | null {
  try {
    return anchor.map(readAnchor)
  } catch {
    console.error(sentence('audit-bad-anchor'))
    return null
  }
}

type Read = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>

async function verifyAll(read: Read, anchor: Anchor | null) {
  let entries = 0
  for (let after = 0; ; ) {
    const found = await read((tx) => verifyChain(tx, after, anchor))
    entries += found.entries
    if (found.isDone) return { ...found, entries }
    after = found.block
  }
}

async function withWorkspaces(
  flags: ConfigFlags,
  work: (workspaces: { schema: string; name: string; read: Read }[]) => Promise<number>,
): Promise<number> {
  const config = readConfig(process.env, flags)
  const log = pino({ level: 'error' })
  const database = await openDatabase(config, log, { shared: true })
  const pool = createPool(database.url, { max: 2, onError: (error) => log.warn(error.message) })
  try {
    if ((await pendingMigrations(pool)).length > 0) {
      console.error(sentence('audit-not-current'))
      return 1
    }
    const { rows } = await sql<{ schema: string; name: string }>`
      select schema_name as schema, name from onward.workspaces order by id`.execute(schemaDb(pool, 'onward'))
    return await work(
      rows.map((one) => {
        const db = schemaDb(pool, one.schema)
        return { ...one, read: (reading) => db.transaction().setAccessMode('read only').execute(reading) }
      }),
    )
  } finally {
    await pool.end()
    await database.close()
  }
}
