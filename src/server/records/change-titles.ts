import { sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { namedSql } from './access.ts'
import type { Titles } from './read.ts'
import type { StoredRecord } from './rows.ts'
import { titlesOf } from './titles.ts'

/** What is read of an event to find the records it names. */
interface Told {
  entity: string
  data: Record<string, unknown>
}

/** A record that an event names. `isListed`: by a field that leads to several. */
interface Mention {
  entity: string
  id: unknown
  isListed?: boolean
}

/**
 * Titles, by id, of the records that events name: what changed refs led to before and after, the kind and owner of a
 * step, and the people mentioned in `subjects`, the records the events are about. One query per kind of record.
 */
export async function titlesInChanges(
  ctx: Ctx,
  events: readonly Told[],
  subjects: ReadonlyMap<string, StoredRecord> = new Map(),
): Promise<Titles> {
  const mentions = [
    ...events.flatMap((event) => [...inChanges(ctx, event), ...inSteps(event)]),
    ...[...subjects.values()].flatMap(mentionedPeople),
  ]
  const titles: Titles = {}
  for (const [name, ids] of idsByEntity(mentions.filter(({ isListed }) => isListed)))
    Object.assign(titles, await titlesOf(ctx, name, ids))
  for (const [name, ids] of idsByEntity(mentions.filter(({ isListed }) => !isListed)))
    Object.assign(titles, await namesOf(ctx, ctx.registry.catalog.entity(name), ids))
  return titles
}

function inChanges(ctx: Ctx, { entity, data }: Told): Mention[] {
  const fields = ctx.registry.catalog.find(entity)?.fields ?? {}
  const changes = (data.changes ?? {}) as Record<string, unknown[]>
  return Object.entries(changes).flatMap(([name, pair]): Mention[] => {
    const { type, options, limit } = fields[name] ?? {}
    const isListed = type?.name === 'refs'
    // A masked value is no id that could be looked up.
    if (limit === 'masked' || !(type?.name === 'ref' || isListed) || options.to === 'step') return []
    return pair.flat().map((id) => ({ entity: options.to, id, isListed }))
  })
}

/** The step an event is about, and the one that follows it. */
function inSteps({ entity, data }: Told): Mention[] {
  const steps = [entity === 'step' ? data : null, data.next as Told['data'] | undefined]
  return steps.flatMap((step) => [
    { entity: 'stepKind', id: step?.kind },
    { entity: 'user', id: step?.owner },
  ])
}

function mentionedPeople({ mentions }: StoredRecord): Mention[] {
  return ((mentions as string[] | null | undefined) ?? []).map((id) => ({ entity: 'user', id }))
}

function idsByEntity(mentions: readonly Mention[]): Map<string, string[]> {
  const ids = new Map<string, Set<string>>()
  for (const { entity, id } of mentions)
    if (typeof id === 'string') ids.set(entity, (ids.get(entity) ?? new Set()).add(id))
  return new Map([...ids].map(([entity, some]) => [entity, [...some]]))
}

/** Titles the actor may be told (decision 26), of records in the recycle bin as well. */
async function namesOf(ctx: Ctx, entity: Entity, ids: readonly string[]): Promise<Titles> {
  const title = sql.ref(`n.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  const named = namedSql(ctx, entity, 'n')
  const { rows } = await prepared(
    sql<{ id: string; title: string }>`
      select n.id, ${title} as title from ${sql.table(entity.table)} n
      where n.id = any(${[...ids]}::uuid[])${named ? sql` and ${named}` : sql``}`,
    ctx.tx,
  )
  return Object.fromEntries(rows.map((row) => [row.id, row.title]))
}
