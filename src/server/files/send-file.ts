import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cleanFileName } from '../../kernel/text/file-name.ts'
import type { ByteRange, FileStore } from './file-store.ts'
import { isShownInline } from './media-type.ts'

/** A file as it leaves. */
export interface SentFile {
  key: string
  name: string
  size: number
  sha256: string
  mediaType: string
}

/**
 * Nothing within a file is ever run, fetched or framed by another origin: opened by itself it stands in an origin of
 * its own, without scripts.
 */
const sealed = `sandbox; default-src 'none'; frame-ancestors 'none'`
/** The browser's own viewer of PDF does not open within a sandbox; a document is given nothing else either. */
const sealedDocument = `default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'`

/**
 * Answers with the bytes of a file. It is downloaded unless the reader asks to see it and it is of a kind that is safe
 * to show; everything else leaves as bytes of no kind. Understands one range, `If-None-Match` and `If-Range`.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  file: SentFile,
  wanted: 'inline' | 'attachment',
) {
  const isInline = wanted === 'inline' && isShownInline(file.mediaType)
  const tag = `"${file.sha256}"`
  reply.headers({
    'content-type': isShownInline(file.mediaType) ? file.mediaType : 'application/octet-stream',
    'content-disposition': dispositionOf(isInline ? 'inline' : 'attachment', file.name),
    'content-security-policy': isInline && file.mediaType === 'application/pdf' ? sealedDocument : sealed,
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: tag,
  })
  if (request.headers['if-none-match']?.split(/,\s*/).includes(tag)) return reply.code(304).send()
  const condition = request.headers['if-range']
  const asked = condition === undefined || condition === tag ? request.headers.range : undefined
  const range = rangeOf(asked, file.size)
  if (range === 'none')
    return reply
      .code(416)
      .headers({ 'content-range': `bytes */${file.size}`, 'content-type': 'text/plain; charset=utf-8' })
      .send('')
  const length = range ? range.last - range.first + 1 : file.size
  reply.header('content-length', length)
  if (range) reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${file.size}`)
  // A stream keeps the length that is told; there is nothing in it.
  if (length === 0 || request.method === 'HEAD') return reply.send(Readable.from([]))
  return reply.send(await store.read(file.key, range ?? undefined))
}

/** The header in both writings: plain letters for old programs, RFC 8187 for all others. */
function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const clean = cleanFileName(name)
  const plain = clean.replace(/[^\x20-\x7e]/g, '_').replace(/[\\"%;]/g, '_')
  const full = encodeURIComponent(clean).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${full}`
}

/** The part asked for; null: all of it, as for several parts and what is not understood; `none`: there is no such part. */
function rangeOf(header: string | undefined, size: number): ByteRange | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (!from && !to) return null
  if (!from) {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'none' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to ? Math.min(Number(to), size - 1) : size - 1
  if (to && Number(to) < first) return null
  return first >= size ? 'none' : { first, last }
}
