import type { Entity } from '../entities/entity.ts'
import { fail } from '../errors/errors.ts'
import type { Field } from '../fields/f.ts'

/** Whether a reader knows what is in a field. */
export function isKnown({ limit }: Field): boolean {
  return limit !== 'masked' && limit !== 'hidden'
}

/** Refuses to find, sort, group or add up by what the reader does not know; `as` is how he has named it, from `entity`. */
export function requireKnown({ limit }: Field, as: string, entity: Pick<Entity, 'name'>): void {
  if (limit === 'hidden') fail('field.hidden', { field: as, entity: entity.name })
  if (limit === 'masked') fail('field.masked', { field: as, entity: entity.name })
}

/** Whether a phone or an e-mail is one that has been masked: neither can hold such a sign. */
export function isMasked(value: string): boolean {
  return value.includes('•')
}
