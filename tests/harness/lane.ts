import { setTimeout as delay } from 'node:timers/promises'
import type { Change, Log } from './log.ts'
import type { Random } from './random.ts'
import type { Person, Seen, World } from './world.ts'

/** A write to be sent; `changed` says, once it is answered, which events it must have left. */
export interface Request {
  who: Person
  method: 'POST' | 'PATCH'
  path: string
  body: Record<string, unknown>
  /** A file instead of JSON: its text, made from the body. Files to import are taken without a key, so they are sent once. */
  file?: string
  /** The file is taken under the key, as everything else. */
  isKeyed?: boolean
  // biome-ignore lint/suspicious/noExplicitAny: answers are as many as routes; an operation knows the members of its own
  changed(answer: any): Change[]
}

/** One person at work: asks one thing after another. */
export interface Lane {
  world: World
  random: Random
  /** Leads and deals seen lately. */
  seen: Seen[]
  /** Mark of the next write: its idempotency key, and to be put into a text where there is one. */
  mark(): string
  /** Sends a write until it is answered or given up; null when it was refused or given up. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  send(request: Request): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  get(who: Person, path: string): Promise<any>
}

export interface LaneOptions {
  name: string
  urls: readonly string[]
  world: World
  random: Random
  log: Log
  /** The operation under way, as the log names it. */
  operation(): string
  onAcknowledged(sentAt: number): void
  /** The run is over and has waited long enough for an answer. */
  isTooLate(): boolean
}

interface Reply {
  /** 0: no answer. */
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: as above
  body: any
  why: string
}

const patience = 8_000
const tries = 200
/** Of a hundred operations without an answer, so many are not asked for again. */
const givenUp = 20
/** Of a hundred acknowledged ones, so many are sent once more. */
const replayed = 8

export function createLane(options: LaneOptions): Lane {
  const { name, world, random, log, urls } = options
  let count = 0
  let current = ''
  const next = () => {
    current = `op-${name}-${count}`
    return current
  }
  const url = () => urls[random(urls.length)]!

  async function send(request: Request) {
    const key = next()
    count++
    const { who, method, path, body } = request
    const sentAt = Date.now()
    void log.write({
      line: 'sent',
      key,
      at: sentAt,
      operation: options.operation(),
      actor: who.id,
      method,
      path,
      body,
    })
    const isOnce = request.file !== undefined && !request.isKeyed
    const isPersistent = !isOnce && random(100) >= givenUp
    for (let n = 1; n <= tries; n++) {
      const begunAt = Date.now()
      const { status, body: answer, why } = await ask(url(), request, key)
      const at = Date.now()
      if (status >= 200 && status < 300) {
        const changed = request.changed(answer)
        await log.write({
          line: 'acknowledged',
          key,
          at,
          status,
          act: answer.event ?? null,
          changed,
          answer: brief(answer),
        })
        options.onAcknowledged(begunAt)
        if (!isOnce && random(100) < replayed) await replay(request, key, status, answer)
        return answer
      }
      if (isRefusal(status, answer)) {
        await log.write({ line: 'refused', key, at, status, code: answer?.code ?? '', answer: brief(answer) })
        return null
      }
      void log.write({ line: 'unanswered', key, at, status, why: why || brief(answer) })
      await pause(n)
      if (!isPersistent || options.isTooLate()) break
    }
    await log.write({ line: 'given-up', key, at: Date.now() })
    return null
  }

  async function replay(request: Request, key: string, status: number, answer: unknown) {
    const again = await ask(url(), request, key)
    if (!isAnswer(again.status, again.body)) return
    const same = again.status === status && JSON.stringify(again.body) === JSON.stringify(answer)
    await log.write({
      line: 'replayed',
      key,
      at: Date.now(),
      status: again.status,
      same,
      answer: same ? null : brief(again.body),
    })
  }

  async function get(who: Person, path: string) {
    for (let n = 1; n <= tries; n++) {
      const { status, body } = await fetchOnce(`${url()}/api/v1${path}`, { headers: who.headers })
      if (isAnswer(status, body)) return status === 200 ? body : null
      if (options.isTooLate()) break
      await pause(n)
    }
    return null
  }

  return { world, random, seen: [], mark: next, send, get }
}

function ask(url: string, { who, method, path, body, file }: Request, key: string): Promise<Reply> {
  // A browser names the page it writes from; a key comes from no page.
  const origin: Record<string, string> = who.headers.cookie ? { origin: url } : {}
  const headers = { ...who.headers, ...origin, 'idempotency-key': key }
  if (file === undefined)
    return fetchOnce(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const form = new FormData()
  form.set('file', new Blob([file]), `${key}.csv`)
  return fetchOnce(`${url}/api/v1${path}`, { method, headers, body: form })
}

async function fetchOnce(url: string, init: RequestInit): Promise<Reply> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(patience) })
    const text = await answer.text()
    return { status: answer.status, body: JSON.parse(text), why: '' }
  } catch (error) {
    const { message, cause } = error as Error
    return { status: 0, body: null, why: cause instanceof Error ? `${message}: ${cause.message}` : message }
  }
}

/** Longer and longer, as a client does that does not want to make things worse. */
function pause(tries: number): Promise<void> {
  return delay(Math.min(250, 50 * tries))
}

/** An answer to rely on: done, or refused for a reason that lies in the request. */
function isAnswer(status: number, body: { code?: string } | null): boolean {
  return (status >= 200 && status < 300) || isRefusal(status, body)
}

function isRefusal(status: number, body: { code?: string } | null): boolean {
  return status >= 400 && status < 500 && status !== 429 && body?.code !== 'idempotency.in-progress'
}

function brief(answer: unknown): string {
  return JSON.stringify(answer ?? null).slice(0, 600)
}
