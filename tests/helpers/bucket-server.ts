import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { authorizationOf } from '../../src/server/channels/aws-signature.ts'
import type { BucketPlace } from '../../src/server/channels/bucket.ts'

const key = { accessKey: 'ACCESS', secretKey: 'SECRET', region: 'eu-test-1' }

export interface BucketServer {
  place: BucketPlace
  objects: Map<string, Buffer>
  close(): Promise<void>
}

/** A store that speaks as much S3 as is needed, and believes nothing that is not rightly signed. Lists two at a time. */
export async function startBucketServer(bucket = 'onward-test'): Promise<BucketServer> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, answer) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    if (!isSigned(request, url, body)) return answer.writeHead(403).end('<Code>SignatureDoesNotMatch</Code>')
    const [, name, ...rest] = url.pathname.split('/')
    if (name !== bucket) return answer.writeHead(404).end('<Code>NoSuchBucket</Code>')
    respond(request, answer, { name: decodeURIComponent(rest.join('/')), body, url })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  function respond(
    { method, headers }: IncomingMessage,
    answer: ServerResponse,
    { name, body, url }: { name: string; body: Buffer; url: URL },
  ) {
    if (method === 'GET' && name === '') return answer.end(listing(objects, url.searchParams))
    const found = objects.get(name)
    if (method === 'PUT') {
      objects.set(name, body)
      return answer.end()
    }
    if (method === 'DELETE') {
      objects.delete(name)
      return answer.writeHead(204).end()
    }
    if (!found) return answer.writeHead(404).end('<Code>NoSuchKey</Code>')
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? []
    if (first) return answer.writeHead(206).end(found.subarray(Number(first), Number(last) + 1))
    return answer.end(found)
  }

  return {
    place: { endpoint: `http://127.0.0.1:${port}`, bucket, ...key },
    objects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isSigned({ method = '', headers }: IncomingMessage, url: URL, body: Buffer): boolean {
  const [, stamp = ''] = /^(\d{8}T\d{6}Z)$/.exec(String(headers['x-amz-date'])) ?? []
  const at = new Date(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  const bodyHash = createHash('sha256').update(body).digest('hex')
  if (headers['x-amz-content-sha256'] !== bodyHash || Math.abs(Date.now() - at.getTime()) > 900_000)
    return false
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? []
  const signed = Object.fromEntries(
    names.filter((name) => name !== 'host').map((name) => [name, String(headers[name])]),
  )
  const expected = authorizationOf({ method, url, headers: signed, bodyHash, at }, { ...key, service: 's3' })
  return headers.authorization === expected
}

function listing(objects: Map<string, Buffer>, query: URLSearchParams): string {
  const all = [...objects.keys()].filter((name) => name.startsWith(query.get('prefix') ?? '')).sort()
  const from = Number(query.get('continuation-token') ?? 0)
  const next = from + 2 < all.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
  const entries = all
    .slice(from, from + 2)
    .map(
      (name) =>
        `<Contents><Key>${name}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>`,
    )
  return `<?xml version="1.0"?><ListBucketResult>${entries.join('')}${next}</ListBucketResult>`
}
