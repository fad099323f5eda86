import { noteReachable, noteUnreachable } from './connection.ts'
import { ApiError, type ProblemBody } from './errors.ts'

export interface RequestOptions {
  /** Members that are undefined or null are left out; objects are written as JSON. */
  query?: Record<string, unknown>
  body?: unknown
  /** Sent instead of a JSON body. */
  form?: FormData
  signal?: AbortSignal
  /** The same key again is the same act again: the server answers what it answered the first time. */
  idempotencyKey?: string
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** One request to the server; the only place of the application that fetches. Throws `ApiError`. */
export async function request<Answer>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const response = await reach(address(path, options.query), {
    method,
    credentials: 'same-origin',
    signal: options.signal,
    headers: headersOf(method, options),
    body: options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
  })
  if (!response.ok) throw new ApiError(response.status, await problemOf(response))
  // The shape is the server's promise: it validates its answers by the same definitions in its tests.
  return (response.status === 204 ? {} : await response.json()) as Answer
}

/** A key for a new act. */
export function newKey(): string {
  // Not `crypto.randomUUID`: browsers have it over https only, and an office may run Onward without.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4}).(.{3})(.)(.{3})(.{12})$/, (_all, ...parts: string[]) => {
    const [first, second, third, variant = '0', fourth, last] = parts
    const marked = '89ab'[Number.parseInt(variant, 16) % 4]
    return `${first}-${second}-4${third}-${marked}${fourth}-${last}`
  })
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init)
    noteReachable()
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteUnreachable()
    throw new ApiError(0, { code: 'network.unreachable' })
  }
}

function headersOf(method: Method, { body, idempotencyKey }: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method !== 'GET') headers['idempotency-key'] = idempotencyKey ?? newKey()
  return headers
}

function address(path: string, query: Record<string, unknown> = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    params.set(
      name,
      typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value),
    )
  }
  const text = params.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function problemOf(response: Response): Promise<ProblemBody> {
  const fallback = { code: response.status >= 502 ? 'server.unavailable' : 'server.unexpected' }
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'code' in body ? (body as ProblemBody) : fallback
  } catch {
    return fallback
  }
}
