import { pino } from 'pino'
import { type ConfigFlags, readConfig } from '../server/app/config.ts'
import { migrateAll } from '../server/db/migrate.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { createPool } from '../server/db/pool.ts'
import { say } from './say.ts'
import { stopSignal } from './stop-signal.ts'

/** `onward migrate`: brings the database up to date without starting the app. */
export async function migrate(flags: ConfigFlags): Promise<number> {
  const config = readConfig(process.env, flags)
  const log = pino({ level: config.logLevel, name: 'database' })
  // A Ctrl-C lets the migration in hand finish and the database stop.
  void stopSignal()
  const database = await openDatabase(config, log, { shared: true })
  const pool = createPool(database.url, { max: 2, onError: (error) => log.warn(error.message) })
  try {
    await migrateAll(pool)
    say('migrated')
    return 0
  } finally {
    await pool.end()
    await database.close()
  }
}
