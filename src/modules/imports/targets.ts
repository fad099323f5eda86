import type { Entity } from '../../kernel/entities/entity.ts'
import type { GuessTarget } from './guess/guess-columns.ts'

/** Something a column can feed: a field of the entity, a part of its title, or its first note. */
export interface ImportTarget extends GuessTarget {
  /** Field of the entity it ends up in; null for a note. */
  field: string | null
  many: boolean
}

/** Fields of worked entities that only an import may set, because they tell of the past. */
const pastFields = ['status', 'closedAt', 'closeReason', 'createdAt', 'attempts']
const notFromFiles = ['answers', 'createdAt', 'updatedAt', 'nextStep', 'isActive', 'timeZone', 'isPinned']

/** Everything a column of a file may feed in this entity. */
export function targetsOf(entity: Entity): ImportTarget[] {
  const targets = Object.entries(entity.fields).flatMap(([name, field]): ImportTarget[] => {
    const isPast = pastFields.includes(name) && (entity.worked || name === 'createdAt')
    if (!isPast && (field.readOnly || notFromFiles.includes(name))) return []
    const label = field.called
    return [{ key: name, type: field.type.name, field: name, many: name === 'description', label }]
  })
  if (entity.fields.name && ['lead', 'contact', 'user'].includes(entity.name))
    for (const part of ['last', 'first', 'middle'])
      targets.push({ key: `name.${part}`, type: 'text', field: 'name', many: false })
  if (['lead', 'contact', 'company', 'deal'].includes(entity.name))
    targets.push({ key: 'note', type: 'longText', field: null, many: true })
  return targets
}
