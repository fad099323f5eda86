import { totalmem } from 'node:os'

const MB = 1024 * 1024

/**
 * Contents of `onward.conf`, rewritten at every start: tuning for a small machine and nothing that could
 * lose acknowledged work. An operator's own lines go to `postgresql.conf` and win over these.
 */
export function engineSettings(): string {
  const memory = usableMemory()
  const settings = {
    password_encryption: 'scram-sha-256',
    max_connections: 60,
    shared_buffers: megabytes(clamp(memory / 16, 128 * MB, 1024 * MB)),
    effective_cache_size: megabytes(memory / 2),
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    jit: 'off',
    random_page_cost: 1.1,
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.05,
    // Creating or dropping a workspace locks every table of its schema in one transaction.
    max_locks_per_transaction: 256,
    default_text_search_config: 'pg_catalog.simple',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Refused statements are the app's business; in this file they would leave personal data behind.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('')
}

/** Contents of `postgresql.conf`, written once when the database is created. */
export const operatorSettings = `# Onward's own settings, rewritten at every start.
include = 'onward.conf'

# Lines added below this one are yours and win over those.
`

/** Contents of `pg_hba.conf`: passwords always, this machine only. */
export const accessRules = `host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
`

/** Memory in bytes, as limited by the container if there is one. */
function usableMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MB)}MB`
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest)
}
