import type { Action } from '../shell/actions/registry.ts'

/** Calling and writing to whom a record is about, as far as it says how. */
export function reachActions(row: Record<string, unknown>): Action[] {
  const phone = typeof row.phone === 'string' ? row.phone : null
  const email = typeof row.email === 'string' ? row.email : null
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
