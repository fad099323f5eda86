import { type IncomingMessage, maxHeaderSize, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type ErrorCode, errors } from '../../kernel/errors/errors.ts'

/** Tells a refusal where there is no request to answer, only a connection, and ends that. */
export function endWithProblem(socket: Duplex, code: ErrorCode, params: Record<string, number> = {}): void {
  socket.on('error', () => undefined)
  if (!socket.writable) return void socket.destroy()
  const status = errors[code]
  const body = problemText(code, params)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
    ...(params.retryAfter ? [`retry-after: ${params.retryAfter}`] : []),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/** The text of a refusal of a request that nobody has looked at. */
export function problemText(code: ErrorCode, params: Record<string, unknown>): string {
  const status = errors[code]
  return JSON.stringify({ type: `urn:onward:${code}`, title: code, status, code, params, problems: [] })
}

/** What comes over a connection and is no request, or none within the time for headers. */
export function malformedRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') endWithProblem(socket, 'request.too-slow')
  else if (error.code === 'HPE_HEADER_OVERFLOW')
    endWithProblem(socket, 'input.headers-too-large', { kilobytes: maxHeaderSize / 1024 })
  else endWithProblem(socket, 'request.malformed')
}

/**
 * Gives a body so many milliseconds to arrive. Uploads are given as long as the server gives any request, for a large
 * file over a slow line takes its time; a line gone quiet is ended before that.
 */
export function limitBodyTime(app: FastifyInstance, most: number): void {
  const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (raw.complete || routeOptions.config.admission === 'upload') return
    const end = () => endWithProblem(raw.socket, 'request.too-slow')
    timers.set(raw, setTimeout(end, most).unref())
  })
  // A body there is, or will not be any more.
  const stop = (raw: IncomingMessage) => clearTimeout(timers.get(raw))
  app.addHook('preValidation', async ({ raw }) => stop(raw))
  app.addHook('onSend', async ({ raw }) => stop(raw))
}
