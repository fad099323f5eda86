import { isMasked } from '../../kernel/access/known-field.ts'
import type { Action } from '../shell/actions/registry.ts'

/** The phone and the e-mail by which somebody can be reached: as they are, not masked. */
export function reachedBy(row: Record<string, unknown>): Record<'phone' | 'email', string | null> {
  const whole = (value: unknown) => (typeof value === 'string' && !isMasked(value) ? value : null)
  return { phone: whole(row.phone), email: whole(row.email) }
}

/** Calling and writing to whom a record is about, as far as it says how. */
export function reachActions(row: Record<string, unknown>): Action[] {
  const { phone, email } = reachedBy(row)
  return [
    {
      id: 'record.phone',
      titleKey: 'records.acts.phone',
      icon: 'phone',
      keys: 'p',
      visible: phone !== null,
      perform: () => phone && window.location.assign(`tel:${phone}`),
    },
    {
      id: 'record.message',
      titleKey: 'records.acts.message',
      icon: 'mail',
      keys: 'm',
      visible: email !== null,
      perform: () => email && window.location.assign(`mailto:${email}`),
    },
  ]
}
