import type { BucketPlace } from '../channels/bucket.ts'
import type { ClamdPlace } from '../channels/clamd.ts'
import type { StartProblem, StartProblemCode } from './start-problem.ts'

/** Where attached files are kept and how much of them. */
export interface FileSettings {
  /** Bytes of one attached file. */
  largest: number
  /** Bytes of all attached files of a workspace; null: as many as there is room for. */
  quota: number | null
  /** Null: the data folder. */
  bucket: BucketPlace | null
  /** The virus scanner; null: files are not looked at. */
  clamd: ClamdPlace | null
}

type Wrong = (code: StartProblemCode, params?: StartProblem['params']) => void

const megabyte = 1_048_576

/** Reads the settings of files; every bad one is told to `wrong`. */
export function readFileSettings(env: NodeJS.ProcessEnv, wrong: Wrong): FileSettings {
  const number = (name: string, fallback: number, least: number, most: number) => {
    const value = env[name]
    if (!value) return fallback
    if (/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value)
    wrong('config.bad-number', { name, value, least, most })
    return fallback
  }
  const quota = number('ONWARD_FILE_QUOTA_GB', 10, 0, 100_000)
  return {
    // Sizes are whole numbers of 31 bits in the database.
    largest: number('ONWARD_FILE_LIMIT_MB', 25, 1, 2000) * megabyte,
    quota: quota === 0 ? null : quota * 1024 * megabyte,
    bucket: readBucket(env, wrong),
    clamd: readClamd(env.ONWARD_CLAMD, wrong),
  }
}

function readBucket(env: NodeJS.ProcessEnv, wrong: Wrong): BucketPlace | null {
  const given = {
    endpoint: env.ONWARD_S3_ENDPOINT,
    bucket: env.ONWARD_S3_BUCKET,
    accessKey: env.ONWARD_S3_ACCESS_KEY,
    secretKey: env.ONWARD_S3_SECRET_KEY,
  }
  const { endpoint, bucket, accessKey, secretKey } = given
  if (!Object.values(given).some(Boolean)) return null
  if (!endpoint || !bucket || !accessKey || !secretKey) {
    // Names only: the values are secrets.
    wrong('config.s3-incomplete')
    return null
  }
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  const isOrigin =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username
  if (!isOrigin || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    wrong('config.bad-s3', { endpoint, bucket })
    return null
  }
  return { endpoint: url.origin, bucket, region: env.ONWARD_S3_REGION || 'us-east-1', accessKey, secretKey }
}

function readClamd(value: string | undefined, wrong: Wrong): ClamdPlace | null {
  if (!value) return null
  const [, host = '', port = ''] = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(value) ?? []
  if (host && Number(port) >= 1 && Number(port) <= 65_535)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
  wrong('config.bad-clamd', { value })
  return null
}
