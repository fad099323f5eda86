import { describeProblem, type StartProblem, StartRefused } from '../../app/start-problem.ts'
import type { EngineLog } from './engine-log.ts'
import { reasonOf } from './reason.ts'

/** One connection, of `pg` or anything alike. */
export interface QueryClient {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** What an operator may take upon himself: it endangers work but does not stop it. */
const waivable: StartProblem['code'][] = ['server.unsafe-setting', 'server.no-checksums']

const OLDEST_VERSION = 150_000
const EXTENSIONS = ['pg_trgm', 'unaccent', 'btree_gin', 'fuzzystrmatch']

/**
 * Refuses a server, built-in or own, on which acknowledged work could be lost or Russian text not be
 * found. With `allowUnsafe` settings that endanger work are only warned of; the rest is refused all the same.
 */
export async function checkServer(
  client: QueryClient,
  { allowUnsafe = false, log }: { allowUnsafe?: boolean; log?: EngineLog } = {},
): Promise<void> {
  const problems = await inspectServer(client)
  const isWaived = ({ code }: StartProblem) => allowUnsafe && waivable.includes(code)
  for (const problem of problems.filter(isWaived))
    log?.warn(`Allowed by ONWARD_ALLOW_UNSAFE_DATABASE: ${describeProblem(problem, 'en')}`)
  const refused = problems.filter((problem) => !isWaived(problem))
  if (refused.length > 0) throw new StartRefused(refused)
}

/** Everything that is wrong with a server; empty when it may be used. Leaves no trace in the database. */
async function inspectServer(client: QueryClient): Promise<StartProblem[]> {
  const settings = await readSettings(client)
  const problems = settingProblems(settings)
  if (problems.some(({ code }) => code === 'server.too-old')) return problems
  await client.query('begin')
  try {
    const missing = await extensionProblems(client)
    const canSearch = !missing.some(({ params }) => params.extension === 'pg_trgm')
    return [...problems, ...missing, ...(canSearch ? await languageProblems(client) : [])]
  } finally {
    await client.query('rollback')
  }
}

type Settings = Record<
  'fsync' | 'full_page_writes' | 'synchronous_commit' | 'data_checksums' | 'encoding' | 'version',
  string
> & {
  number: number
}

async function readSettings(client: QueryClient): Promise<Settings> {
  const { rows } = await client.query(`
    select current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('data_checksums') as data_checksums,
      current_setting('server_version') as version,
      current_setting('server_version_num')::int as number,
      pg_encoding_to_char(encoding) as encoding
    from pg_database where datname = current_database()`)
  return rows[0] as Settings // exactly the columns of the query above
}

function settingProblems(settings: Settings): StartProblem[] {
  const durability = ['fsync', 'full_page_writes', 'synchronous_commit'] as const
  const problems: StartProblem[] = durability
    .filter((setting) => settings[setting] === 'off')
    .map((setting) => ({ code: 'server.unsafe-setting', params: { setting, value: 'off' } }))
  if (settings.data_checksums === 'off') problems.push({ code: 'server.no-checksums', params: {} })
  if (settings.number < OLDEST_VERSION) {
    problems.push({ code: 'server.too-old', params: { version: settings.version } })
  }
  if (settings.encoding !== 'UTF8') {
    problems.push({ code: 'server.wrong-encoding', params: { encoding: settings.encoding } })
  }
  return problems
}

/** Tries to create what is missing inside the transaction that the caller rolls back. */
async function extensionProblems(client: QueryClient): Promise<StartProblem[]> {
  const problems: StartProblem[] = []
  for (const extension of EXTENSIONS) {
    await client.query('savepoint extension')
    try {
      await client.query(`create extension if not exists ${extension}`)
    } catch (error) {
      await client.query('rollback to savepoint extension')
      problems.push({ code: 'server.no-extension', params: { extension, reason: reasonOf(error) } })
    }
  }
  return problems
}

async function languageProblems(client: QueryClient): Promise<StartProblem[]> {
  // The extension may live in any schema.
  const { rows: homes } = await client.query(
    `select quote_ident(nspname) as home from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm'`,
  )
  const { rows } = await client.query(
    `select ${homes[0]?.home}.similarity('Ромашка', 'ромашка') = 1 as similarity, lower('Ё') = 'ё' as lower`,
  )
  const checks = { similarity: "similarity('Ромашка', 'ромашка') = 1", lower: "lower('Ё') = 'ё'" }
  return Object.entries(checks)
    .filter(([name]) => rows[0]?.[name] !== true)
    .map(([, check]) => ({ code: 'server.no-cyrillic', params: { check } }))
}
