import { fail } from '../../../kernel/errors/errors.ts'
import type { Bounds } from '../day-bounds.ts'

const day = 86_400_000

/**
 * Refuses a period that ends no later than it begins, or of more than so many days, naming its end; `from` is as it was
 * given.
 */
export function requirePeriod(bounds: Bounds, from: string, most: number): void {
  const days = (bounds.to.getTime() - bounds.from.getTime()) / day
  if (days <= 0)
    fail('input.invalid', {}, [{ field: 'to', error: 'value.out-of-range', params: { min: from } }])
  // Half a day more: clocks may have been put back meanwhile.
  if (days > most + 0.5)
    fail('input.invalid', {}, [{ field: 'to', error: 'value.period-too-long', params: { most } }])
}
