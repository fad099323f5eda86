import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Services } from '../services.ts'

const nonces = new WeakMap<FastifyReply, string>()

/** The nonce of this answer's page; scripts and style elements without it do not run. */
export function nonceOf(reply: FastifyReply): string {
  let nonce = nonces.get(reply)
  if (!nonce) {
    nonce = randomBytes(16).toString('base64')
    nonces.set(reply, nonce)
  }
  return nonce
}

/** The browser contract on every answer: nothing from elsewhere, nothing inline, no framing, no sniffing. */
export function securityHeaders(app: FastifyInstance, services: Services): void {
  app.addHook('onSend', async (request, reply) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html')
    reply.headers(alwaysSent(services))
    if (!reply.hasHeader('content-security-policy'))
      reply.header(
        'content-security-policy',
        request.url.startsWith('/api/docs') ? docsPolicy : pagePolicy(nonceOf(reply)),
      )
    if (!reply.hasHeader('cache-control') && (isPage || request.url.startsWith('/api/')))
      reply.header('cache-control', 'no-store')
  })
}

/** What an answer that is written past the hooks of the server must send by itself. */
export function headersOfStream(services: Services): Record<string, string> {
  return {
    ...alwaysSent(services),
    'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
  }
}

function alwaysSent({ config }: Services): Record<string, string> {
  const overTls = config.baseUrl.startsWith('https:')
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(overTls && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
}

function pagePolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ')
}

/** The browsable API page is a packaged one with styles of its own in the markup. */
const docsPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')
