import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { describeProblem, StartRefused } from './start-problem.ts'

test('defaults run everything on the built-in database', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    baseUrl: 'http://localhost:3000',
    role: 'all',
    trustProxy: false,
    allowUnsafeDatabase: false,
    longestStatement: 5000,
  })
})

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', BASE_URL: '' }).port).toBe(3000)
})

test('a flag wins over its variable', () => {
  expect(readConfig({ PORT: '4000' }, { port: '5000' })).toMatchObject({
    port: 5000,
    baseUrl: 'http://localhost:5000',
  })
})

test('the base address loses its slash', () => {
  expect(readConfig({ BASE_URL: 'https://crm.example.com/' }).baseUrl).toBe('https://crm.example.com')
})

const s3 = {
  ONWARD_S3_ENDPOINT: 'http://minio:9000',
  ONWARD_S3_BUCKET: 'onward',
  ONWARD_S3_ACCESS_KEY: 'key',
  ONWARD_S3_SECRET_KEY: 'secret',
}

test('a bucket and a scanner are found', () => {
  expect(readConfig({ ...s3, ONWARD_CLAMD: '[::1]:3310', ONWARD_FILE_QUOTA_GB: '0' }).files).toEqual({
    largest: 25 * 1_048_576,
    quota: null,
    bucket: {
      endpoint: 'http://minio:9000',
      bucket: 'onward',
      region: 'us-east-1',
      accessKey: 'key',
      secretKey: 'secret',
    },
    clamd: { host: '::1', port: 3310 },
  })
})

test.each([
  [{ PORT: '70000' }, 'PORT is “70000”, but must be a whole number from 0 to 65535.'],
  [
    { ONWARD_STATEMENT_SECONDS: '0' },
    'ONWARD_STATEMENT_SECONDS is “0”, but must be a whole number from 1 to 60.',
  ],
  [{ PORT: '3e3' }, 'PORT is “3e3”, but must be a whole number from 0 to 65535.'],
  [{ BASE_URL: 'crm.example.com' }, 'BASE_URL is “crm.example.com”'],
  [{ BASE_URL: 'https://crm.example.com/crm' }, 'without a path'],
  [{ DATABASE_URL: 'mysql://localhost/crm' }, 'DATABASE_URL must look like'],
  [{ ROLE: 'boss' }, 'ROLE is “boss”, but must be one of: all, web, worker.'],
  [{ ROLE: 'web' }, 'Role “web” needs DATABASE_URL'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is “loud”'],
  [{ TRUST_PROXY: 'nginx' }, 'TRUST_PROXY holds “nginx”'],
  [
    { ONWARD_FILE_LIMIT_MB: '2001' },
    'ONWARD_FILE_LIMIT_MB is “2001”, but must be a whole number from 1 to 2000.',
  ],
  [{ ONWARD_FILE_QUOTA_GB: '-1' }, 'ONWARD_FILE_QUOTA_GB is “-1”'],
  [{ ONWARD_S3_BUCKET: 'onward' }, 'For files in a bucket set all of'],
  [{ ...s3, ONWARD_S3_ENDPOINT: 'minio:9000/path' }, 'ONWARD_S3_ENDPOINT must be an address'],
  [{ ...s3, ONWARD_S3_BUCKET: '../other' }, 'ONWARD_S3_ENDPOINT must be an address'],
  [{ ONWARD_CLAMD: 'localhost' }, 'ONWARD_CLAMD is “localhost”'],
])('%j is refused in one clear sentence', (env, sentence) => {
  const problems = problemsOf(env)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(sentence)
})

test('all bad values are told at once, in Russian too', () => {
  expect(problemsOf({ PORT: 'x', ROLE: 'y' }, 'ru')).toEqual([
    'PORT равен «x», а должен быть целым числом от 0 до 65535.',
    'ROLE равен «y», а допустимо только одно из: all, web, worker.',
  ])
})

test('a refused database address does not show its password', () => {
  expect(problemsOf({ DATABASE_URL: 'postgres://me:secret@host' }).join()).not.toContain('secret')
})

function problemsOf(env: NodeJS.ProcessEnv, language: 'en' | 'ru' = 'en'): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof StartRefused)
      return error.problems.map((problem) => describeProblem(problem, language))
    throw error
  }
  return []
}
