import { sql } from 'kysely'
import { undoDays } from '../../../kernel/commands/records.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { House, RecordHooks } from '../../../server/registry.ts'
import { importRun } from '../import.entity.ts'
import { importKey } from './import-file.ts'

/** An import leaves the list, and its file goes, while nothing of it has been brought in or nothing of it is left. */
export const importHooks: RecordHooks = {
  appliesTo: ({ name }) => name === importRun.name,
  async beforeDelete({ afterCommit, install }, _entity, { id, status, position }) {
    if (['checking', 'running', 'undoing'].includes(status as string)) fail('import.wrong-state', { status })
    if ((position as number) > 0 && status !== 'undone') fail('import.in-use')
    afterCommit.push(() => void install.files.remove(importKey(id)))
    return {}
  },
}

/**
 * Files hold the data of people, so they go once an import can no longer be taken back. What was uploaded and never
 * brought in leaves the list with them.
 */
export async function forgetOldImports({ tx, files, now }: House): Promise<void> {
  const before = new Date(now.getTime() - (undoDays + 1) * 86_400_000)
  const isOld = sql`updated_at < ${before} and status not in ('checking', 'running', 'undoing')`
  const { rows } = await sql<{ id: string }>`select id from imports where ${isOld}`.execute(tx)
  for (const { id } of rows) await files.remove(importKey(id))
  await sql`delete from imports where ${isOld} and position = 0 and status <> 'done'`.execute(tx)
}
