import { isKnown } from '../../kernel/access/known-field.ts'
import { shownValue } from '../../kernel/access/mask.ts'
import type { Entity } from '../../kernel/entities/entity.ts'

type Particulars = Record<string, unknown>

/** The particulars of an event as its reader may know them: of a hidden field nothing, of a masked one masked values. */
export function knownParticulars(entity: Entity | undefined, data: Particulars): Particulars {
  const changes = data.changes as Record<string, unknown> | undefined
  if (!entity || !changes) return data
  const unknown = Object.keys(changes).filter((name) => entity.fields[name] && !isKnown(entity.fields[name]))
  if (unknown.length === 0) return data
  const told = { ...changes }
  for (const name of unknown) {
    const field = entity.fields[name]!
    if (field.limit === 'hidden') delete told[name]
    else told[name] = (changes[name] as unknown[]).map((value) => shownValue(field, value))
  }
  return { ...data, changes: told }
}
