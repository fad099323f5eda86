import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../server/app/config.ts'
import { clusterExists } from '../../server/db/engine/cluster.ts'
import { dataFolder } from '../../server/db/engine/data-folder.ts'
import type { EngineLog } from '../../server/db/engine/engine-log.ts'
import { pendingMigrations } from '../../server/db/migrate.ts'
import { openDatabase } from '../../server/db/open-database.ts'
import { createPool } from '../../server/db/pool.ts'
import { type Finding, finding } from './finding.ts'

const quiet: EngineLog = { info() {}, warn() {}, error() {} }

/**
 * Opens the database as a start would, which also checks its programs, its settings and its Russian; then
 * looks for migrations. Before the first start the built-in one is tried on an empty temporary folder.
 */
export async function databaseFindings(config: Config): Promise<Finding[]> {
  if (config.databaseUrl || (await clusterExists(dataFolder(config.dataDir)))) return examine(config)
  const dataDir = await mkdtemp(join(tmpdir(), 'onward-doctor-'))
  try {
    await (await openDatabase({ ...config, dataDir }, quiet)).close()
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
  return [
    finding(
      'good',
      'The built-in database works here; yours will be created at the first start.',
      'Встроенная база данных здесь работает; ваша будет создана при первом запуске.',
    ),
  ]
}

async function examine(config: Config): Promise<Finding[]> {
  const database = await openDatabase(config, quiet, { shared: true })
  const pool = createPool(database.url, { max: 1, onError: () => undefined })
  try {
    const pending = await pendingMigrations(pool)
    return [
      finding(
        'good',
        'The database answers, its settings are safe and it can search Russian text.',
        'База данных отвечает, её настройки безопасны, русский текст ищется.',
      ),
      migrationFinding(pending.length),
    ]
  } finally {
    await pool.end()
    await database.close()
  }
}

function migrationFinding(pending: number): Finding {
  return pending === 0
    ? finding('good', 'The database is up to date.', 'База данных обновлена.')
    : finding(
        'warning',
        `The database waits for ${pending} updates; the next start or “onward migrate” applies them.`,
        `База данных ожидает обновлений: ${pending}. Их применит следующий запуск или команда onward migrate.`,
      )
}
