/** A message of a webhook. */
export interface WebhookMessage {
  type: string
  version: number
  timestamp: string
  workspace: string
  data: {
    change?: { id: string; kind: string; entity: string; record: string; data: Record<string, unknown> }
    record?: Record<string, unknown> | null
  }
}

/** Headers as Node gives them or as `Request` of the web has them. */
export type WebhookHeaders =
  | Record<string, string | string[] | undefined>
  | { get(name: string): string | null }

/** Seconds a message may be old; older ones may have been recorded by somebody. */
const longestAge = 300

/**
 * The message of a webhook, if it was signed with this secret within the last five minutes; throws otherwise. `body`
 * is the text as it came. Pass `request.headers` of Node or of the web. Remember `webhook-id`: the same message may come twice.
 */
export async function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string,
  now = new Date(),
): Promise<WebhookMessage> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  ) as [string, string, string]
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > longestAge || !/^\d+$/.test(timestamp))
    throw new Error('the message is too old or too new')
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytesOf(secret.replace(/^whsec_/, '')), algorithm, false, [
    'verify',
  ])
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  for (const signature of signatures.split(' ')) {
    const [version, value = ''] = signature.split(',')
    if (version === 'v1' && (await crypto.subtle.verify('HMAC', key, bytesOf(value), signed)))
      return JSON.parse(body) as WebhookMessage
  }
  throw new Error('the signature is not of this secret')
}

/** Names of headers compare without case, whoever has collected them. */
function headerOf(headers: WebhookHeaders, name: string): string {
  if (typeof headers.get === 'function') return headers.get(name) ?? ''
  const [, value = ''] = Object.entries(headers).find(([one]) => one.toLowerCase() === name) ?? []
  return String(value)
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
