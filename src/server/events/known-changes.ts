import { isKnown } from '../../kernel/access/known-field.ts'
import { shownValue } from '../../kernel/access/mask.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'

type Particulars = Record<string, unknown>

/** The particulars of an event as its reader may know them: of a hidden field nothing, of a masked one masked values. */
export function knownParticulars(entity: Entity | undefined, data: Particulars): Particulars {
  if (!entity) return data
  const changes = data.changes as Particulars | undefined
  const told = knownOf(entity, data, (field, value) => shownValue(field, value))
  if (!changes) return told
  const changed = knownOf(entity, changes, (field, pair) =>
    (pair as unknown[]).map((value) => shownValue(field, value)),
  )
  return changed === changes ? told : { ...told, changes: changed }
}

/** Members called by fields, as far as their reader knows these. */
function knownOf(
  entity: Entity,
  members: Particulars,
  shown: (field: Field, member: unknown) => unknown,
): Particulars {
  const unknown = Object.keys(members).filter((name) => entity.fields[name] && !isKnown(entity.fields[name]))
  if (unknown.length === 0) return members
  const told = { ...members }
  for (const name of unknown) {
    const field = entity.fields[name]!
    if (field.limit === 'hidden') delete told[name]
    else told[name] = shown(field, members[name])
  }
  return told
}
