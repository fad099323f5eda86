import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { authorizationOf, sha256, stampOf } from './aws-signature.ts'

/** A bucket of an S3-compatible store. It is the operator's own choice, so it may stand on an inner network. */
export interface BucketPlace {
  /** Of the service: `https://s3.eu-central-1.amazonaws.com`, `http://minio:9000`. */
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

/** What can be done with objects of a bucket. Whatever the store refuses is thrown as `BucketRefused`. */
export interface Bucket {
  /** Sends a file of this machine. */
  put(key: string, path: string): Promise<void>
  /** Null: there is no such object. */
  get(key: string, range?: { first: number; last: number }): Promise<Readable | null>
  remove(key: string): Promise<void>
  list(prefix: string): AsyncIterable<{ key: string; savedAt: Date }>
}

/** The store has answered with something else than what was asked of it. */
class BucketRefused extends Error {
  constructor(status: number, said: string) {
    super(`the bucket answered ${status}: ${said.slice(0, 300)}`)
    this.name = 'BucketRefused'
  }
}

/** Nothing heard for so long ends a call. */
const silence = 30_000
const largestListing = 4_194_304

/** Objects are addressed by path (`/bucket/key`), which every compatible store understands. */
export function createBucket(place: BucketPlace): Bucket {
  const call = (method: string, key: string, options: CallOptions = {}) => send(place, method, key, options)
  return {
    async put(key, path) {
      const body = { path, size: (await stat(path)).size, hash: await hashOf(path) }
      await settled(await call('PUT', key, { body }), [200])
    },
    async get(key, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.first}-${range.last}` } : {}
      const answer = await call('GET', key, { headers })
      if (answer.statusCode === 200 || answer.statusCode === 206) return answer
      await settled(answer, [404])
      return null
    },
    async remove(key) {
      await settled(await call('DELETE', key), [200, 204, 404])
    },
    async *list(prefix) {
      let after: string | undefined
      do {
        const query = { 'list-type': '2', prefix, ...(after && { 'continuation-token': after }) }
        const text = await settled(await call('GET', '', { query }), [200])
        for (const [, object = ''] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g))
          yield { key: member(object, 'Key') ?? '', savedAt: new Date(member(object, 'LastModified') ?? 0) }
        after = member(text, 'NextContinuationToken')
      } while (after)
    },
  }
}

interface CallOptions {
  headers?: Record<string, string>
  query?: Record<string, string>
  body?: { path: string; size: number; hash: string }
}

function send(
  place: BucketPlace,
  method: string,
  key: string,
  { headers = {}, query = {}, body }: CallOptions,
): Promise<IncomingMessage> {
  const url = new URL(`/${place.bucket}/${key}`.replace(/\/$/, ''), place.endpoint)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const at = new Date()
  const bodyHash = body?.hash ?? sha256('')
  const signed = { ...headers, 'x-amz-content-sha256': bodyHash, 'x-amz-date': stampOf(at).stamp }
  const authorization = authorizationOf(
    { method, url, headers: signed, bodyHash, at },
    { ...place, service: 's3' },
  )
  const request = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const length = method === 'PUT' ? { 'content-length': body?.size ?? 0 } : {}
    const sent = request(url, { method, headers: { ...signed, ...length, authorization } }, resolve)
    sent.setTimeout(silence, () => sent.destroy(new Error('the bucket is silent')))
    sent.on('error', reject)
    if (body) pipeline(createReadStream(body.path), sent, (error) => error && reject(error))
    else sent.end()
  })
}

/** Reads the answer to its end; anything but the expected is a refusal. */
async function settled(answer: IncomingMessage, expected: readonly number[]): Promise<string> {
  let text = ''
  for await (const part of answer.setEncoding('utf8')) {
    text += part
    if (text.length > largestListing) throw new BucketRefused(answer.statusCode ?? 0, 'too much')
  }
  if (!expected.includes(answer.statusCode ?? 0)) throw new BucketRefused(answer.statusCode ?? 0, text)
  return text
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part)
  return hash.digest('hex')
}

/** Our keys and the tokens hold nothing that XML writes in another way but `&`. */
function member(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.replaceAll('&amp;', '&')
}
