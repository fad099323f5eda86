import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { type AllowedTarget, isAllowed } from './allowed-targets.ts'
import { isPublicAddress } from './public-address.ts'

/** Limits of every call to the outside. */
export const outboundLimits = { milliseconds: 10_000, answerBytes: 1_048_576 }

const ports = new Set(['', '80', '443', '8080', '8443'])

/** Why a call was not made or came to nothing. */
export type OutboundError =
  | 'scheme-refused'
  | 'credentials-refused'
  | 'port-refused'
  | 'address-refused'
  | 'not-resolved'
  | 'timed-out'
  | 'answer-too-large'
  | 'not-connected'

export interface OutboundCall {
  url: string
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
}

export type OutboundAnswer =
  | { ok: true; status: number; body: string; milliseconds: number }
  | { ok: false; error: OutboundError; milliseconds: number }

/** The one way by which the server speaks to the outside. */
export interface Outbound {
  /** What is wrong with an address before anybody is asked where it leads; null when nothing is. */
  complaint(url: string): OutboundError | null
  /** Makes one call; redirects are not followed. Never throws. */
  send(call: OutboundCall): Promise<OutboundAnswer>
}

interface Target {
  address: string
  family: number
}

type Resolve = (hostname: string) => Promise<Target[]>

/**
 * Calls go to public addresses only, or to those the operator has allowed. A name is resolved once, every address it
 * has must be public, and the connection is made to these very addresses: an answer that changes between the check
 * and the call (DNS rebinding) leads nowhere else.
 */
export function createOutbound(allowed: readonly AllowedTarget[], resolve: Resolve = resolveAll): Outbound {
  const complaint: Outbound['complaint'] = (text) => complaintAbout(text, allowed)
  return {
    complaint,
    async send(call) {
      const begun = performance.now()
      const told = (
        answer: { ok: true; status: number; body: string } | { ok: false; error: OutboundError },
      ) => ({
        ...answer,
        milliseconds: Math.round(performance.now() - begun),
      })
      const wrong = complaint(call.url)
      if (wrong) return told({ ok: false, error: wrong })
      const url = new URL(call.url)
      const signal = AbortSignal.timeout(outboundLimits.milliseconds)
      try {
        const targets = await withSignal(targetsOf(url, allowed, resolve), signal)
        if (typeof targets === 'string') return told({ ok: false, error: targets })
        return told(await converse(url, call, targets, signal))
      } catch {
        return told({ ok: false, error: signal.aborted ? 'timed-out' : 'not-connected' })
      }
    },
  }
}

/** The name without brackets and the dot of the root. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

function complaintAbout(text: string, allowed: readonly AllowedTarget[]): OutboundError | null {
  if (!URL.canParse(text)) return 'scheme-refused'
  // The parser has put every way of writing an address (octal, hexadecimal, short, full-width) into one.
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme-refused'
  if (url.username || url.password) return 'credentials-refused'
  const host = hostOf(url)
  if (isAllowed(allowed, host, [])) return null
  // A name may lead into a network that is allowed, which is known when it has been asked for.
  const mayLeadInside = !isIP(host) && allowed.some(({ kind }) => kind === 'network')
  if (mayLeadInside) return null
  if (!ports.has(url.port)) return 'port-refused'
  if (isIP(host)) return isPublicAddress(host) ? null : 'address-refused'
  const isInner =
    !host.includes('.') || /\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion)$/.test(host)
  return isInner ? 'address-refused' : null
}

async function targetsOf(
  url: URL,
  allowed: readonly AllowedTarget[],
  resolve: Resolve,
): Promise<Target[] | OutboundError> {
  const host = hostOf(url)
  const family = isIP(host)
  const targets = family ? [{ address: host, family }] : await resolve(host).catch(() => [])
  if (targets.length === 0) return 'not-resolved'
  const addresses = targets.map(({ address }) => address)
  if (isAllowed(allowed, host, addresses)) return targets
  if (!ports.has(url.port)) return 'port-refused'
  return addresses.every(isPublicAddress) ? targets : 'address-refused'
}

function converse(
  url: URL,
  { method, headers = {}, body }: OutboundCall,
  targets: Target[],
  signal: AbortSignal,
): Promise<{ ok: true; status: number; body: string } | { ok: false; error: OutboundError }> {
  const options: RequestOptions = {
    method,
    headers: {
      'user-agent': 'Onward',
      ...headers,
      ...(body && { 'content-length': Buffer.byteLength(body) }),
    },
    // A connection of its own, made to what was checked.
    agent: false,
    lookup: (_host, { all }, answer) =>
      all ? answer(null, targets) : answer(null, targets[0]!.address, targets[0]!.family),
    signal,
  }
  const request = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      read(answer).then((text) => {
        resolve(
          text === null
            ? { ok: false, error: 'answer-too-large' }
            : { ok: true, status: answer.statusCode ?? 0, body: text },
        )
        sent.destroy()
      }, reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The answer as text, null when it is larger than what is read. */
async function read(answer: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > outboundLimits.answerBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function resolveAll(hostname: string): Promise<Target[]> {
  return lookup(hostname, { all: true, verbatim: true })
}

/** A resolver cannot be told to stop; nobody waits for it beyond the time of the call. */
function withSignal<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
