import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AllowedTarget, readAllowed } from '../channels/allowed-targets.ts'
import { type FileSettings, readFileSettings } from './file-settings.ts'
import { type StartProblem, type StartProblemCode, StartRefused } from './start-problem.ts'

const roles = ['all', 'web', 'worker'] as const
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Everything an operator can set; see docs/operator-guide.md. */
export interface Config {
  /** 0 lets the system choose. */
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** Own PostgreSQL server; null means the built-in one. */
  databaseUrl: string | null
  /** The address people open, without a slash at the end: the only one ever put into mails and links. */
  baseUrl: string
  role: (typeof roles)[number]
  logLevel: (typeof logLevels)[number]
  /** Addresses whose X-Forwarded-* headers are believed. */
  trustProxy: string[] | false
  /** Turns the refusal of settings that can lose work into a warning. */
  allowUnsafeDatabase: boolean
  /** Requests a minute each API key may make of this process. */
  apiRate: number
  /** Milliseconds after which a statement of a request is ended; jobs have a minute. */
  longestStatement: number
  /** Inner places that calls to the outside may go to. */
  outboundAllow: AllowedTarget[]
  /** The key secrets are sealed with, 32 bytes in hexadecimal; null: one is kept in the data folder. */
  secretKey: string | null
  files: FileSettings
}

/** Command-line options; each wins over its environment variable. */
export interface ConfigFlags {
  port?: string
  host?: string
  dataDir?: string
  role?: string
}

/** The folder that holds package.json, whether this file runs from `src` or from `dist`. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url))

/** Reads the settings; refuses with one sentence for each bad value, all at once. */
export function readConfig(env: NodeJS.ProcessEnv, flags: ConfigFlags = {}): Config {
  const problems: StartProblem[] = []
  const wrong = (code: StartProblemCode, params: StartProblem['params'] = {}) => {
    problems.push({ code, params })
  }
  const port = readPort(flags.port ?? env.PORT, wrong)
  const databaseUrl = readDatabaseUrl(env.DATABASE_URL, wrong)
  const role = readChoice('ROLE', flags.role ?? env.ROLE, roles, 'all', wrong)
  const config: Config = {
    port,
    host: flags.host || env.HOST || '127.0.0.1',
    dataDir: resolve(flags.dataDir || env.ONWARD_DATA_DIR || join(projectRoot, 'data')),
    databaseUrl,
    baseUrl: readBaseUrl(env.BASE_URL, wrong) ?? `http://localhost:${port}`,
    role,
    logLevel: readChoice('LOG_LEVEL', env.LOG_LEVEL, logLevels, 'info', wrong),
    trustProxy: readTrustProxy(env.TRUST_PROXY, wrong),
    allowUnsafeDatabase: env.ONWARD_ALLOW_UNSAFE_DATABASE === 'yes',
    apiRate: readRate(env.ONWARD_API_RATE, wrong),
    longestStatement: readLongest(env.ONWARD_STATEMENT_SECONDS, wrong),
    outboundAllow: readOutboundAllow(env.ONWARD_OUTBOUND_ALLOW, wrong),
    secretKey: readSecretKey(env.ONWARD_SECRET_KEY, wrong),
    files: readFileSettings(env, wrong),
  }
  if (role !== 'all' && !env.DATABASE_URL) wrong('config.role-needs-database', { role })
  if (problems.length > 0) throw new StartRefused(problems)
  return config
}

type Wrong = (code: StartProblemCode, params?: StartProblem['params']) => void

function readPort(value: string | undefined, wrong: Wrong): number {
  if (!value) return 3000
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  wrong('config.bad-port', { value })
  return 0
}

function readRate(value: string | undefined, wrong: Wrong): number {
  if (!value) return 600
  const rate = Number(value)
  if (/^\d+$/.test(value) && rate >= 1 && rate <= 1_000_000) return rate
  wrong('config.bad-api-rate', { value })
  return 600
}

function readLongest(value: string | undefined, wrong: Wrong): number {
  const range = { least: 1, most: 60 }
  if (!value) return 5000
  const seconds = Number(value)
  if (/^\d+$/.test(value) && seconds >= range.least && seconds <= range.most) return seconds * 1000
  wrong('config.bad-number', { name: 'ONWARD_STATEMENT_SECONDS', value, ...range })
  return 5000
}

function readOutboundAllow(value: string | undefined, wrong: Wrong): AllowedTarget[] {
  const allowed = readAllowed(value)
  if (!allowed) wrong('config.bad-outbound-allow', { value: value ?? '' })
  return allowed ?? []
}

function readSecretKey(value: string | undefined, wrong: Wrong): string | null {
  if (!value) return null
  // The sentence does not repeat what was meant to be secret.
  if (!/^[0-9a-f]{64}$/i.test(value)) wrong('config.bad-secret-key')
  return value
}

function readDatabaseUrl(value: string | undefined, wrong: Wrong): string | null {
  if (!value) return null
  const url = parseUrl(value)
  // The value holds a password, so the sentence does not repeat it.
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    wrong('config.bad-database-url')
  return value
}

function readBaseUrl(value: string | undefined, wrong: Wrong): string | null {
  if (!value) return null
  const url = parseUrl(value)
  const isOrigin = url && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (isOrigin && /^https?:$/.test(url.protocol)) return url.origin
  wrong('config.bad-base-url', { value })
  return null
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null
}

function readChoice<Choice extends string>(
  name: string,
  value: string | undefined,
  choices: readonly Choice[],
  fallback: Choice,
  wrong: Wrong,
): Choice {
  if (!value) return fallback
  const found = choices.find((choice) => choice === value)
  if (!found) wrong('config.bad-choice', { name, value, choices: choices.join(', ') })
  return found ?? fallback
}

function readTrustProxy(value: string | undefined, wrong: Wrong): string[] | false {
  if (!value) return false
  const addresses = value.split(',').map((address) => address.trim())
  const isNetwork = (text: string) => /^[^/]+(\/\d{1,3})?$/.test(text) && isIP(text.split('/')[0] ?? '') > 0
  if (!addresses.every(isNetwork)) wrong('config.bad-trust-proxy', { value })
  return addresses
}
