import { Agent, request } from 'node:http'
import { randomOf } from '../random.ts'
import { type Asked, type Desk, nextAsked } from './mix.ts'

/** What a crowd is told at its start: where to go, as whom, and what there is to work on. */
export interface CrowdOrder {
  url: string
  seed: number
  /** Headers of the people; each request is one of them. */
  people: Record<string, string>[]
  desk: Desk
}

/** `atOnce` asks the next thing when the last is answered; `perSecond` asks whether or not anything is answered. */
export type Load = { atOnce: number; seconds: number } | { perSecond: number; seconds: number }

export interface Sample {
  kind: string
  /** When it was due, by the clock of the machine. */
  at: number
  /** Milliseconds by which it was sent too late: the crowd itself could not keep up. */
  lag: number
  /** Milliseconds from then to the end of the answer: a late start counts as waiting. */
  took: number
  /** 0: no answer, but a broken connection. */
  status: number
  /** A refusal said when to come back. */
  saysWhen: boolean
  /** What a refusal was called, or how a connection broke. */
  why: string
}

const gaveUpAfter = 30_000

let order: CrowdOrder
let random = randomOf(0, '')
const agent = new Agent({ keepAlive: true, maxSockets: 2000 })

/** A process that is many people: the first message says where, each one after it is a load; it tells the samples of each. */
process.on('message', async (message: CrowdOrder | Load) => {
  if ('url' in message) {
    order = message
    random = randomOf(order.seed, 'crowd')
    return
  }
  const samples = 'atOnce' in message ? await closedLoop(message) : await openLoop(message)
  process.send?.(samples)
})

async function closedLoop({ atOnce, seconds }: { atOnce: number; seconds: number }): Promise<Sample[]> {
  const samples: Sample[] = []
  const end = Date.now() + seconds * 1000
  const person = async () => {
    while (Date.now() < end) {
      const sample = await ask(Date.now())
      samples.push(sample)
      // A refused one does what he is told to: comes back a little later.
      if (sample.status !== 200 && sample.status !== 201)
        await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, person))
  return samples
}

async function openLoop({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Sample[]> {
  const begun = Date.now()
  const count = Math.round(perSecond * seconds)
  const asked: Promise<Sample>[] = []
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(count, ((Date.now() - begun) / 1000) * perSecond)
      while (asked.length < due) asked.push(ask(begun + (asked.length / perSecond) * 1000))
      if (asked.length < count) return
      clearInterval(timer)
      resolve()
    }, 4)
  })
  return Promise.all(asked)
}

function ask(at: number): Promise<Sample> {
  const asked = nextAsked(order.desk, random)
  const lag = Math.round(Date.now() - at)
  return new Promise((resolve) => {
    const end = (status: number, why = '', saysWhen = false) => {
      if (status >= 400 || status === 0) asked.failed?.()
      resolve({ kind: asked.kind, at, lag, took: Math.round(Date.now() - at), status, saysWhen, why })
    }
    send(asked, (status, saysWhen, text) => {
      if (status < 400) {
        if (asked.done) asked.done(JSON.parse(text))
        return end(status)
      }
      end(status, JSON.parse(text).code, saysWhen)
    }).on('error', (error: NodeJS.ErrnoException) => end(0, error.code ?? error.message))
  })
}

function send(
  { method, path, body }: Asked,
  onAnswer: (status: number, saysWhen: boolean, text: string) => void,
) {
  const { hostname, port, origin } = new URL(order.url)
  const text = body === undefined ? '' : JSON.stringify(body)
  const headers: Record<string, string> = { ...order.people[random(order.people.length)], origin }
  if (text) {
    headers['content-type'] = 'application/json'
    headers['content-length'] = String(Buffer.byteLength(text))
    headers['idempotency-key'] = `crowd-${order.seed}-${process.pid}-${keys++}`
  }
  const options = { agent, hostname, port, method, path: `/api/v1${path}`, headers, timeout: gaveUpAfter }
  const sent = request(options, (answer) => {
    const chunks: Buffer[] = []
    answer.on('data', (chunk) => chunks.push(chunk))
    answer.on('error', () => undefined)
    answer.on('end', () =>
      onAnswer(
        answer.statusCode ?? 0,
        answer.headers['retry-after'] !== undefined,
        Buffer.concat(chunks).toString(),
      ),
    )
  })
  sent.on('timeout', () => sent.destroy(Object.assign(new Error('no answer'), { code: 'no answer' })))
  sent.end(text)
  return sent
}

let keys = 0
