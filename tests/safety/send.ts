import type { FastifyInstance } from 'fastify'
import { baseUrl } from '../helpers/test-app.ts'
import type { Operation } from './operations.ts'

/** A request as it goes out. */
export interface SentExample {
  id?: unknown
  query?: Record<string, unknown>
  body?: unknown
  /** Content of a file sent as a form does it. */
  file?: string
}

export interface Reply {
  status: number
  /** Null where the answer is not JSON. */
  body: unknown
  text: string
  type: string
}

const boundary = 'onward-safety-boundary'

/** Sends one request of an operation through the whole server. */
export async function send(
  app: FastifyInstance,
  { method, path }: Pick<Operation, 'method' | 'path'>,
  { id, query = {}, body, file }: SentExample,
  headers: Record<string, string>,
): Promise<Reply> {
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
  )
  const address = path.replace(/\{\w+\}/, () => encodeURIComponent(wellFormed(String(id))))
  const reply = await app.inject({
    method,
    url: `/api/v1${address}${search.size > 0 ? `?${search}` : ''}`,
    headers: {
      host: new URL(baseUrl).host,
      ...headers,
      ...(file !== undefined && { 'content-type': `multipart/form-data; boundary=${boundary}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    payload: file !== undefined ? formOf(file) : body === undefined ? undefined : JSON.stringify(body),
  })
  const type = String(reply.headers['content-type'] ?? '')
  return {
    status: reply.statusCode,
    body: type.includes('json') ? reply.json() : null,
    text: reply.body,
    type: type.split(';')[0]!,
  }
}

/** Half a character has no form in an address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}

function formOf(content: string): string {
  const head = `content-disposition: form-data; name="file"; filename="file.csv"\r\ncontent-type: text/csv`
  return `--${boundary}\r\n${head}\r\n\r\n${content}\r\n--${boundary}--\r\n`
}
