import { undoDays } from '../../../kernel/commands/records.ts'
import type { House } from '../../../server/registry.ts'
import { forgetRemoved, forgetUntaken, forgetUnused, knownKeys, scanAgain } from './files.queries.ts'

const hour = 3_600_000
const day = 24 * hour
const batch = 500

/**
 * Bytes nobody refers to. Those the store has and the database does not know are removed first, and only then the
 * database forgets what no file is made of: its bytes are removed an hour later, when nobody can take that back.
 */
export async function keepFiles({ workspace, tx, files, now }: House): Promise<void> {
  const yesterday = new Date(now.getTime() - day)
  let keys: string[] = []
  const removeStrangers = async () => {
    const known = await knownKeys(tx, keys)
    for (const key of keys) if (!known.has(key)) await files.remove(key)
    keys = []
  }
  for await (const { key, savedAt } of files.list(`files/${workspace}`)) {
    // What has just come in may still get its row.
    if (savedAt > yesterday) continue
    keys.push(key)
    if (keys.length === batch) await removeStrangers()
  }
  await removeStrangers()
  await forgetRemoved(tx, new Date(now.getTime() - (undoDays + 1) * day))
  await forgetUntaken(tx, yesterday)
  await forgetUnused(tx, yesterday)
  await scanAgain(tx, workspace, new Date(now.getTime() - hour))
}
