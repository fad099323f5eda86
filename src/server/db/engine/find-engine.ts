import { appUrl } from './connection.ts'
import { dataFolder, readSecrets } from './data-folder.ts'
import { findHolder } from './data-lock.ts'
import { readPidFile } from './postmaster.ts'

/** The built-in database as a running Onward serves it. */
export interface RunningEngine {
  url: string
  /** Process id of the Onward that holds it. */
  pid: number
}

/** The built-in database of a data folder if an Onward is running on it; null otherwise. Changes nothing. */
export async function findRunningEngine(dataDir: string): Promise<RunningEngine | null> {
  const folder = dataFolder(dataDir)
  const holder = await findHolder(folder)
  if (!holder) return null
  const [secrets, server] = await Promise.all([readSecrets(folder), readPidFile(folder)])
  return secrets && server?.ready ? { url: appUrl(secrets, server.port), pid: holder.pid } : null
}
