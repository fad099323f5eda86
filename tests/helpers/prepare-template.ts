import { migrateGlobal } from '../../src/server/db/migrate.ts'
import { createPool } from '../../src/server/db/pool.ts'

/** Brings the template database up to date; every test database starts as its copy. */
export async function prepareTemplate(url: string): Promise<void> {
  const pool = createPool(url, { max: 2, onError: console.error })
  try {
    await migrateGlobal(pool)
  } finally {
    await pool.end()
  }
}
