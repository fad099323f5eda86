import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../app/config.ts'

/** Seals secrets of others that must be used again, such as those webhooks are signed with. */
export interface Secrets {
  /** `place` names where it is kept (workspace, table, row); it opens nowhere else. */
  seal(secret: string, place: string): Buffer
  /** Null when it was sealed with another key or for another place, or is damaged. */
  open(sealed: Buffer, place: string): string | null
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const keyIdBytes = 4

/**
 * AES-256-GCM: version, key id, nonce, ciphertext, tag. The key is `ONWARD_SECRET_KEY`, or a file of the data folder
 * only its owner reads, made when it is first needed. A copy of the database alone tells no secret.
 */
export function createSecrets({ secretKey, dataDir }: Pick<Config, 'secretKey' | 'dataDir'>): Secrets {
  let known: Buffer | null = secretKey ? Buffer.from(secretKey, 'hex') : null
  const key = () => {
    known ??= keyOfFolder(dataDir)
    return known
  }
  return {
    seal(secret, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(place))
      const head = Buffer.concat([Buffer.from([version]), idOf(key())])
      return Buffer.concat([head, nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, place) {
      const start = 1 + keyIdBytes
      if (sealed.length < start + nonceBytes + tagBytes || sealed[0] !== version) return null
      if (!sealed.subarray(1, start).equals(idOf(key()))) return null
      const nonce = sealed.subarray(start, start + nonceBytes)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(), nonce)
          .setAAD(Buffer.from(place))
          .setAuthTag(sealed.subarray(-tagBytes))
        const text = decipher.update(sealed.subarray(start + nonceBytes, -tagBytes))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

function idOf(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, keyIdBytes)
}

function keyOfFolder(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key')
  if (!existsSync(file)) makeKey(dataDir, file)
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} holds no key`)
  return Buffer.from(text, 'hex')
}

/**
 * The file has its name when the key is on the disk, and before anything is sealed with it: a key that a power cut takes
 * along takes all secrets along. Of two processes that start at once the first gives it the name, and both read it.
 */
function makeKey(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true })
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600, flush: true })
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  flushFolder(dataDir)
}

/** A new name is in its folder for good only when the folder is flushed too. Windows does that by itself. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
