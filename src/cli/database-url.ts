import { type ConfigFlags, readConfig } from '../server/app/config.ts'
import { findRunningEngine } from '../server/db/engine/find-engine.ts'
import { sentence } from './say.ts'

/** `onward db url`: the connection string of the database in use, for psql and the like. */
export async function databaseUrl(flags: ConfigFlags): Promise<number> {
  const config = readConfig(process.env, flags)
  const url = config.databaseUrl ?? (await findRunningEngine(config.dataDir))?.url
  if (url) {
    console.log(url)
    return 0
  }
  console.error(sentence('database-not-running', { dataDir: config.dataDir }))
  return 1
}
