import { OnwardError } from './error.ts'
import type { Commands, Kinds, Questions } from './types.ts'

export interface ClientOptions {
  /** Address of the server: `https://crm.example.com`. */
  url: string
  /** An API key, `onw_…`. */
  key: string
  /** Instead of the global one. */
  fetch?: typeof fetch
  /**
   * How often a request is sent again when the server asks to come back later, or when there was no answer at all; 3
   * unless said otherwise.
   */
  retries?: number
}

export interface ListQuery {
  /** A filter tree; see the API guide. */
  filter?: unknown
  /** `['-amount', 'title']` */
  sort?: readonly string[]
  /** Words to find. */
  q?: string
  /** Names of fields; the others are left out. */
  fields?: readonly string[]
  /** References whose records come along in `included`: `['company', 'contact.company']`. */
  expand?: readonly string[]
  limit?: number
  cursor?: string
}

/** Records that came along, by id. */
export type Included = Record<
  string,
  { entity: string; id: string; version: number; [field: string]: unknown }
>

export interface Page<Item> {
  items: Item[]
  /** Names of the records that references lead to, by id. */
  titles: Record<string, string>
  included?: Included
  nextCursor: string | null
  total: { count: number; exact: boolean } | null
}

export interface WriteOptions {
  /**
   * The same write under the same key is done once within a day, also by a program that was started anew; made up for
   * each call when left out.
   */
  idempotencyKey?: string
}

interface Written<Item> {
  item: Item
  titles: Record<string, string>
  event: string
}

type Kind = keyof Kinds
type Shown = Pick<ListQuery, 'fields' | 'expand'>

export interface Client {
  list<K extends Kind>(kind: K, query?: ListQuery): Promise<Page<Kinds[K]['record']>>
  /** Every record of a list, page after page. */
  each<K extends Kind>(kind: K, query?: ListQuery): AsyncGenerator<Kinds[K]['record']>
  get<K extends Kind>(
    kind: K,
    id: string,
    query?: Shown,
  ): Promise<{ item: Kinds[K]['record']; titles: Record<string, string>; included?: Included }>
  /** With `duplicates: 'refuse'` a record that looks like one there is, is refused: `record.duplicate`. */
  create<K extends Kind>(
    kind: K,
    values: Kinds[K]['create'],
    options?: WriteOptions & { duplicates?: 'allow' | 'refuse' },
  ): Promise<Written<Kinds[K]['record']>>
  /** `version` is the one you saw; without it the change is made whatever happened meanwhile. */
  update<K extends Kind>(
    kind: K,
    id: string,
    changes: Kinds[K]['changes'],
    version?: number | null,
  ): Promise<Written<Kinds[K]['record']>>
  delete(kind: Kind, id: string): Promise<{ event: string }>
  /** Carries out a verb: `client.command('work.win', …)`. */
  command<C extends keyof Commands>(
    name: C,
    input: Commands[C]['input'],
    options?: WriteOptions,
  ): Promise<Commands[C]['output']>
  /** Asks a question; `{id}` in its path is taken from the query. */
  ask<Q extends keyof Questions>(path: Q, query: Questions[Q]['query']): Promise<Questions[Q]['answer']>
}

/** A client of one server with one key. Every write has an idempotency key, so it is safe to send again. */
export function createClient({ url, key, fetch: send = fetch, retries = 3 }: ClientOptions): Client {
  const base = `${url.replace(/\/$/, '')}/api/v1`

  async function call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    { idempotencyKey = crypto.randomUUID() }: WriteOptions = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${key}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (method !== 'GET') headers['idempotency-key'] = idempotencyKey
    const request = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }
    for (let attempt = 0; ; attempt++) {
      const mayTryAgain = attempt < retries
      const answer = await send(base + path, request).catch((error: unknown) => {
        // Nothing was heard: under the same key a write is safe to send again.
        if (mayTryAgain) return null
        throw error
      })
      if (answer?.ok) return (await answer.json()) as Answer
      const wait = answer ? secondsToWait(answer) : 2 ** attempt / 4
      if (answer && (wait === null || !mayTryAgain))
        throw new OnwardError(answer.status, await bodyOf(answer))
      await answer?.body?.cancel()
      await new Promise((resolve) => setTimeout(resolve, (wait ?? 0) * 1000))
    }
  }

  const client: Client = {
    list: (kind, query = {}) => call('GET', `/${kind}${searchOf(query)}`),
    async *each(kind, query = {}) {
      let cursor = query.cursor
      do {
        const page = await client.list(kind, { limit: 200, ...query, cursor })
        yield* page.items
        cursor = page.nextCursor ?? undefined
      } while (cursor)
    },
    get: (kind, id, query = {}) => call('GET', `/${kind}/${encodeURIComponent(id)}${searchOf(query)}`),
    create: (kind, values, { duplicates, ...options } = {}) =>
      call('POST', `/${kind}${searchOf({ duplicates })}`, values, options),
    update: (kind, id, changes, version = null) =>
      call('PATCH', `/${kind}/${encodeURIComponent(id)}`, { version, changes }),
    delete: (kind, id) => call('DELETE', `/${kind}/${encodeURIComponent(id)}`),
    command: (name, input, options) => call('POST', `/commands/${name}`, input, options),
    ask(path, query) {
      const rest: Record<string, unknown> = { ...query }
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = rest[name]
        delete rest[name]
        return encodeURIComponent(String(value))
      })
      return call('GET', filled + searchOf(rest))
    },
  }
  return client
}

/** How long the server asks to wait; null where coming back is of no use. A proxy in between says no time. */
function secondsToWait({ status, headers }: Response): number | null {
  const asked = Number(headers.get('retry-after'))
  if (asked > 0 && [409, 429, 503].includes(status)) return asked
  return [502, 504].includes(status) ? 1 : null
}

/** What a refusal says; a proxy in between may say nothing we know. */
async function bodyOf(answer: Response): Promise<Partial<OnwardError>> {
  return (await answer.json().catch(() => ({}))) as Partial<OnwardError>
}

/** Lists are written with commas, filters as JSON. */
function searchOf(query: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    const isList = Array.isArray(value) && name !== 'filter'
    search.set(
      name,
      isList ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value),
    )
  }
  return search.size > 0 ? `?${search}` : ''
}
