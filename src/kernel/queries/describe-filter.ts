import type { EntityCatalog } from '../entities/catalog.ts'
import type { Entity } from '../entities/entity.ts'
import { comparisonOf } from './comparison.ts'
import { type Described, describeValue, type Translate } from './describe-value.ts'
import { type FieldPath, fieldPath } from './field-path.ts'
import { type FieldTerm, type Filter, isEmptyFilter, type RelatedTerm, simplifyFilter } from './filter.ts'
import { refuseFilter } from './filter-problem.ts'
import { relatedOf } from './history.ts'
import { periodOf } from './periods.ts'

/**
 * A checked filter as a sentence in the language of `t`, without a full stop. Fields are called by
 * `fields.<entity>.<field>`, choices by `choices.<entity>.<field>.<key>`, related records by `entities.<entity>.many`.
 */
export function describeFilter(
  filter: Filter,
  entity: Entity,
  catalog: EntityCatalog,
  t: Translate,
  described: Described = {},
): string {
  return describe(simplifyFilter(filter), entity, { catalog, t, described })
}

interface Telling {
  catalog: EntityCatalog
  t: Translate
  described: Described
}

function describe(filter: Filter, entity: Entity, telling: Telling): string {
  const { t } = telling
  if ('all' in filter) return describeGroup(filter.all, 'and', entity, telling) ?? t('filter.everything')
  if ('any' in filter) return describeGroup(filter.any, 'or', entity, telling) ?? t('filter.nothing')
  if ('not' in filter) return t('filter.not', { inner: describe(filter.not, entity, telling) })
  return 'field' in filter ? describeTerm(filter, entity, telling) : describeRelated(filter, entity, telling)
}

function describeGroup(
  parts: readonly Filter[],
  joint: 'and' | 'or',
  entity: Entity,
  telling: Telling,
): string | null {
  if (parts.length === 0) return null
  return parts.map((part) => describeInside(part, entity, telling)).join(` ${telling.t(`filter.${joint}`)} `)
}

function describeInside(part: Filter, entity: Entity, telling: Telling): string {
  const inner = describe(part, entity, telling)
  const isGroup = 'all' in part || 'any' in part || ('related' in part && part.where !== undefined)
  return isGroup ? telling.t('filter.group', { inner }) : inner
}

function describeTerm({ field: path, op, value }: FieldTerm, entity: Entity, telling: Telling): string {
  const target = fieldPath(path, entity, telling.catalog)
  const comparison = comparisonOf(target.field)
  const tell = (one: unknown) => describeValue(one, target, telling.t, telling.described)
  const isTeam = typeof value === 'object' && 'myTeam' in value
  const context = comparison === 'day' || comparison === 'moment' ? 'date' : isTeam ? 'team' : undefined
  const field = pathName(target, entity, telling)
  const period = op === 'between' ? periodOf(value) : null
  if (period)
    return telling.t('filter.terms.within', { field, period: telling.t(`filter.periods.${period}`) })
  const [from, to] = op === 'between' && Array.isArray(value) ? value.map(tell) : []
  return telling.t(`filter.terms.${op}`, {
    field,
    value: Array.isArray(value) ? value.map(tell).join(', ') : value === undefined ? '' : tell(value),
    from,
    to,
    ...(context ? { context } : {}),
  })
}

function pathName({ hops, entity, name }: FieldPath, from: Entity, { t }: Telling): string {
  const owners = [from, ...hops.map(({ to }) => to)]
  const names = hops.map((hop, index) => t(`fields.${owners[index]!.name}.${hop.name}`))
  const last = t(`fields.${entity.name}.${name}`)
  return names.reduceRight((rest, first) => t('filter.path', { first, rest }), last)
}

function describeRelated({ related, where, count }: RelatedTerm, entity: Entity, telling: Telling): string {
  const { catalog, t } = telling
  const relation = relatedOf(entity, related, catalog) ?? refuseFilter('unknown-relation', '', { related })
  const plural = t(`entities.${relation.entity.name}.many`)
  const isNamedByField = relation.name.includes('.')
  const records = isNamedByField
    ? t('filter.related.name', {
        records: plural,
        field: t(`fields.${relation.entity.name}.${relation.field}`),
      })
    : plural
  const sentence = t(`filter.related.${amount(count)}`, { records, number: count?.value })
  if (!where || isEmptyFilter(where)) return sentence
  return t('filter.related.where', {
    related: sentence,
    inner: describeInside(where, relation.entity, telling),
  })
}

function amount(count: RelatedTerm['count']): string {
  if (!count || (count.op === 'gte' && count.value === 1) || (count.op === 'gt' && count.value === 0))
    return 'some'
  const isNone = (count.op === 'eq' || count.op === 'lte') && count.value === 0
  return isNone || (count.op === 'lt' && count.value === 1) ? 'none' : count.op
}
