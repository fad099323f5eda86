import { createHmac } from 'node:crypto'
import { type Received, readReceived } from '../sink.ts'
import type { World } from '../world.ts'
import type { Breach, Sql } from './breach.ts'

interface Delivery {
  id: string
  status: string
}

/**
 * Whoever wants to hear of things is told of each at least once, signed, and of nothing else. Reckoned here as the rules of
 * Standard Webhooks say, from what he wrote down himself. (That each event has its message is waited for by `background`.)
 */
export async function webhookBreaches(sql: Sql, { webhook }: World, folder: string): Promise<Breach[]> {
  if (!webhook) return []
  const received = await readReceived(folder)
  const deliveries = await sql.rows<Delivery>(
    'select id, status from webhook_deliveries where webhook_id = $1',
    [webhook.id],
  )
  const known = new Set(deliveries.map(({ id }) => id))
  const heard = new Map<string, string>()
  const breaches: Breach[] = []
  const tell = (what: string) => breaches.push({ check: 'webhooks', what })
  for (const message of received) {
    const { id, body } = message
    if (!isSigned(message, webhook.secret)) tell(`message ${id} is not signed as it must be`)
    if (!known.has(id)) tell(`message ${id} is of nothing that happened`)
    if ((heard.get(id) ?? body) !== body) tell(`message ${id} was told in two ways`)
    heard.set(id, body)
  }
  for (const { id, status } of deliveries) {
    if (status === 'delivered' && !heard.has(id))
      tell(`message ${id} is said to be delivered and was not heard`)
    if (status === 'dead') tell(`message ${id} was given up`)
  }
  return breaches
}

function isSigned({ id, timestamp, signature, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const own = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return signature.split(' ').includes(`v1,${own}`)
}
