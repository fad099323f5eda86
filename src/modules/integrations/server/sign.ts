import { createHmac, randomBytes } from 'node:crypto'

/** A secret as Standard Webhooks write it: `whsec_` and 256 bits in Base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/**
 * The headers of one try, by the rules of Standard Webhooks: one signature for each secret, as a receiver may know either
 * while it changes over. The id is the same at every try, so the receiver can tell
 * a repeat; the moment is that of the try, so what was recorded cannot be sent again much later.
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
