import { hash, verify } from '@node-rs/argon2'
import { fail } from '../../kernel/errors/errors.ts'

/** Shortest password accepted, in characters. */
export const shortestPassword = 10

/** OWASP's first choice for argon2id, which is the library's default algorithm. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Two at once leave threads of the pool to everybody who is not signing in; the rest waits in line. */
const atOnce = 2
const longestQueue = 32

let running = 0
const waiting: (() => void)[] = []

/** Argon2id hash of a password with its parameters and salt in it. Refuses with `rate.limited` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inLine(() => hash(password.normalize('NFKC'), cost))
}

/**
 * Whether a password is the one of `stored`. Null, for an account that does not exist, takes the same time and
 * answers no, so the time does not tell who has an account.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await inLine(async () => verify(stored ?? (await hashOfNobody()), password.normalize('NFKC')))
  return right && stored !== null
}

/** Refuses a new password that is too short or that anybody would try first. `field` is where it was typed. */
export function requireGoodPassword(password: string, email: string, field: string): void {
  const length = [...password].length
  if (length < shortestPassword)
    fail('input.invalid', {}, [{ field, error: 'value.password-short', params: { min: shortestPassword } }])
  if (isObvious(password, email)) fail('input.invalid', {}, [{ field, error: 'value.password-obvious' }])
}

const obvious = /(1234567890|0987654321|123456789|qwerty|йцукен|password|пароль|onward)+/gi

/** What is left after the runs of keys and words everybody thinks of must still be something. */
function isObvious(password: string, email: string): boolean {
  const own = [email, email.split('@')[0]!].filter((part) => part.length >= 4)
  const bare = own
    .reduce((text, part) => text.replaceAll(part, ''), password.toLowerCase())
    .replace(obvious, '')
  return new Set(bare).size < 4
}

let nobody: Promise<string> | undefined

function hashOfNobody(): Promise<string> {
  nobody ??= hash('nobody signs in with this', cost)
  return nobody
}

async function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < atOnce) running++
  else {
    if (waiting.length >= longestQueue) fail('rate.limited', { retryAfter: 1 })
    // The one that finishes hands its place over, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
