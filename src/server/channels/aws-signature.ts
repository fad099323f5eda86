import { createHash, createHmac } from 'node:crypto'

/** Who signs, and for what. */
export interface SigningKey {
  accessKey: string
  secretKey: string
  region: string
  service: string
}

export interface SignedRequest {
  method: string
  url: URL
  /** Names in lower case; `host` is taken from the address. */
  headers: Record<string, string>
  /** SHA-256 of the body in hexadecimal. */
  bodyHash: string
  at: Date
}

/** The header `Authorization` of a request: AWS Signature Version 4, every given header signed. */
export function authorizationOf(request: SignedRequest, key: SigningKey): string {
  const { stamp, day } = stampOf(request.at)
  const headers: Record<string, string> = { ...request.headers, host: request.url.host }
  const names = Object.keys(headers).sort()
  const canonical = [
    request.method,
    pathOf(request.url, key.service),
    queryOf(request.url),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    request.bodyHash,
  ].join('\n')
  const scope = `${day}/${key.region}/${key.service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')
  const signature = hmac(signingKey(key, day), toSign).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${key.accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
}

/** A moment as signatures write it: `20130524T000000Z`, and its day. */
export function stampOf(at: Date): { stamp: string; day: string } {
  const stamp = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  return { stamp, day: stamp.slice(0, 8) }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The bucket service takes paths as they are; everywhere else they are encoded once more. */
function pathOf({ pathname }: URL, service: string): string {
  const parts = pathname.split('/').map((part) => encoded(decodeURIComponent(part)))
  return (service === 's3' ? parts : parts.map(encoded)).join('/') || '/'
}

function queryOf({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
}

/** Everything but the unreserved characters of RFC 3986. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function signingKey({ secretKey, region, service }: SigningKey, day: string): Buffer {
  return [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretKey}`, day))
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
