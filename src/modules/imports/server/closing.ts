import { momentIn } from '../../../kernel/text/zone.ts'
import type { Values } from '../../../server/registry.ts'

/**
 * When a won or lost row was closed: at the moment it names, else on the day it was expected to close if that is past,
 * else now. Files often have one column for both days.
 */
export function closingOf({ closedAt, closeOn }: Values, now: Date, timeZone: string): string {
  if (typeof closedAt === 'string') return closedAt
  if (typeof closeOn !== 'string' || closeOn < '1000') return now.toISOString()
  const day = momentIn(timeZone, closeOn, '00:00')
  return day < now.toISOString() ? day : now.toISOString()
}
