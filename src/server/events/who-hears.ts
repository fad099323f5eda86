import { type Actor, isWithin, type Scope, scopeOf } from '../../kernel/access/rights.ts'
import { isCustom } from '../../kernel/entities/custom-name.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Registry } from '../registry.ts'
import type { LiveNotice, NoticedChange } from './live-notice.ts'
import { belongingFields, type Standing } from './standings.ts'

/** A change as it is told to one who may know of it. */
export type LiveChange = Omit<NoticedChange, 'was'>

/** How much of the changes of a kind somebody is told of: of each by name, of those he may read, that there are any, nothing. */
type Hearing = 'all' | 'some' | 'nameless' | 'none'

/** Set up by few and shown to all: everybody's screens are made of it. */
const shared = 'settings'

/** What somebody may be told of changes; `standings` are those of the records of which he is told some. */
export function heardBy(
  actor: Actor,
  { by, changes }: Pick<LiveNotice, 'by' | 'changes'>,
  registry: Registry,
  standings: ReadonlyMap<string, Standing>,
): { by: string | null; changes: LiveChange[] } {
  const heard = changes.flatMap(({ was = [], ...change }): LiveChange[] => {
    const { entity: name, id, kind } = change
    const hearing = hearingOf(actor, name, registry)
    if (hearing === 'none') return []
    if (hearing === 'nameless' || id === null) return [nameless(name)]
    // Something but a record, or a kind of which he reads every one.
    const entity = registry.catalog.find(name)
    if (hearing === 'all' || !entity) return [change]
    const standing = standings.get(id)
    if (standing && registry.visibility.has(name) && standing.of.length === 0) return [nameless(name)]
    if (standing && mayRead(actor, entity, standing, standings)) return [change]
    const scopes = subjectsOf(entity, registry).map((subject) => scopeIn(actor, subject))
    if (was.some((holder) => scopes.some((scope) => isWithin(scope, actor, holder))))
      return [{ entity: name, id, kind: `${name}.gone` }]
    // What is undone may have been anybody's before.
    return kind === 'act.undone' ? [nameless(name)] : []
  })
  const knowsPeople = by === actor.userId || scopeOf(actor, 'user', 'read') !== 'no'
  return { by: knowsPeople ? by : null, changes: once(heard) }
}

/** The records whose standings must be known before somebody can be told of changes, by kind. */
export function unsettledFor(
  actors: readonly Actor[],
  changes: readonly NoticedChange[],
  registry: Registry,
): Map<Entity, Set<string>> {
  const unsettled = new Map<Entity, Set<string>>()
  const byKind = new Map<string, boolean>()
  for (const { entity: name, id } of changes) {
    const entity = registry.catalog.find(name)
    if (!entity || id === null) continue
    const isAsked = byKind.get(name) ?? actors.some((actor) => hearingOf(actor, name, registry) === 'some')
    byKind.set(name, isAsked)
    if (isAsked) unsettled.set(entity, (unsettled.get(entity) ?? new Set()).add(id))
  }
  return unsettled
}

function hearingOf(actor: Actor, name: string, registry: Registry): Hearing {
  const entity = registry.catalog.find(name)
  // Exports, sign-ins and the company itself are no records: that something happened is told, not to what.
  if (!entity) return name === 'workspace' ? 'all' : 'nameless'
  if (scopeOf(actor, entity.rightsObject, 'read') === 'no')
    return entity.rightsObject === shared ? 'nameless' : 'none'
  const isRuled = registry.visibility.has(name) && actor.via !== 'system'
  if (isRuled && belongingFields(entity).length === 0) return 'nameless'
  return subjectsOf(entity, registry).every((subject) => scopeIn(actor, subject) === 'all') ? 'all' : 'some'
}

/** The kinds by whose scopes records of a kind are read: what they belong to where a rule says so, else itself. */
function subjectsOf(entity: Entity, registry: Registry): Entity[] {
  if (!registry.visibility.has(entity.name)) return [entity]
  const named = belongingFields(entity)
  const targets = named.map((field) => registry.catalog.entity(entity.fields[field]!.options.to))
  // A file may be about an object of the workspace's own, which no ref field leads to.
  const own = named.length < entity.timelineOf.length ? registry.entities.filter(isOwn) : []
  return [...targets, ...own]
}

const isOwn = ({ name }: Entity) => isCustom(name)

function scopeIn(actor: Actor, { rightsObject, ownerField }: Entity): Scope {
  const scope = scopeOf(actor, rightsObject, 'read')
  return scope === 'no' || ownerField ? scope : 'all'
}

function mayRead(
  actor: Actor,
  entity: Entity,
  { holders, of }: Standing,
  standings: ReadonlyMap<string, Standing>,
): boolean {
  if (of.length > 0)
    return of.every(({ entity: subject, id }) => {
      const standing = standings.get(id)
      return scopeIn(actor, subject) === 'all' || (standing && mayRead(actor, subject, standing, standings))
    })
  const scope = scopeIn(actor, entity)
  return scope === 'all' || holders.some((holder) => isWithin(scope, actor, holder))
}

const nameless = (entity: string): LiveChange => ({ entity, id: null, kind: 'many' })

/** That there was something of a kind is told once. */
function once(changes: readonly LiveChange[]): LiveChange[] {
  const kinds = new Set<string>()
  return changes.filter(({ entity, id }) => {
    if (id !== null) return true
    const isNew = !kinds.has(entity)
    kinds.add(entity)
    return isNew
  })
}
