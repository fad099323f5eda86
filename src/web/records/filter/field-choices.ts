import { isKnown } from '../../../kernel/access/known-field.ts'
import type { EntityCatalog } from '../../../kernel/entities/catalog.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { history, relatedOf } from '../../../kernel/queries/history.ts'

/** Something a condition may be about: a field, a field behind a link, or related records. */
export interface FieldChoice {
  kind: 'field' | 'related'
  /** A path of field names, or the name of a relation. */
  path: string
  /** The link the path goes through; null for own fields and relations. */
  through: string | null
}

/** What is shown of records behind these links is of use to few, so their fields are left out, except the named ones. */
const behind: Record<string, readonly string[]> = {
  user: ['team', 'role', 'isActive'],
  stage: ['probability'],
  step: ['dueAt', 'kind', 'owner', 'attempt', 'postponements'],
  pipeline: [],
  stepKind: [],
  file: ['name', 'size', 'createdAt'],
}

/** What the conditions of a filter on a noun may be about, own fields first. */
export function fieldChoices(entity: Entity, catalog: EntityCatalog): FieldChoice[] {
  const own = shownFields(entity).filter((name) => name !== 'nextStep')
  const links = Object.entries(entity.fields).filter(([, { type, hidden }]) => type.name === 'ref' && !hidden)
  // The next step is what a person means by most questions about a deal, so its fields come before other links.
  links.sort(([a], [b]) => Number(b === 'nextStep') - Number(a === 'nextStep'))
  const through = links.flatMap(([link, { options }]) => {
    const target = catalog.find(options.to)
    if (!target) return []
    const names =
      behind[target.name] ?? shownFields(target).filter((name) => target.fields[name]?.type.name !== 'ref')
    return names.map((name): FieldChoice => ({ kind: 'field', path: `${link}.${name}`, through: link }))
  })
  const related = catalog
    .allRelationsOf(entity)
    .filter((relation) => relation.entity.name !== 'plan' && relation.entity.name !== 'view')
    .map(({ name }): FieldChoice => ({ kind: 'related', path: name, through: null }))
  const past: FieldChoice[] = relatedOf(entity, history, catalog)
    ? [{ kind: 'related', path: history, through: null }]
    : []
  return [
    ...own.map((path): FieldChoice => ({ kind: 'field', path, through: null })),
    ...through,
    ...related,
    ...past,
  ]
}

function shownFields(entity: Entity): string[] {
  return Object.entries(entity.fields)
    .filter(([, field]) => !field.hidden && field.type.name !== 'json' && isKnown(field))
    .map(([name]) => name)
}
