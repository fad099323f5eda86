import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { TimelineItem } from './use-timeline.ts'

/** A field with its former and its new value. */
export type Change = readonly [name: string, before: unknown, after: unknown]

/** Fields commands keep for themselves, of no use to a reader. */
const kept = new Set([
  'nextStep',
  'nextStepDueAt',
  'stageSince',
  'status',
  'closedAt',
  'closeReason',
  'followedBy',
  'closedBy',
  'attempts',
  'attempt',
  'postponements',
  'createdAt',
  'updatedAt',
])

/** What changed, as far as it says something to a reader. */
export function shownChanges(item: TimelineItem, entity: Entity | undefined): Change[] {
  // The end of a step is told in words of its own.
  if (!entity || item.kind === 'step.completed') return []
  return changesOf(item).filter(
    ([name, before, after]) =>
      entity.fields[name] && !entity.fields[name].hidden && !kept.has(name) && !isSame(before, after),
  )
}

/** The former and the new value of one field; nothing when it stayed as it was. */
export function changeOf(item: TimelineItem | undefined, field: string): Change | undefined {
  return item && changesOf(item).find(([name]) => name === field)
}

function changesOf({ data }: TimelineItem): Change[] {
  // The member is written by the records pipeline: pairs of the former and the new value by field.
  const changes = (data.changes ?? {}) as Record<string, [unknown, unknown]>
  return Object.entries(changes).map(([name, [before, after]]) => [name, before, after])
}

const isSame = (before: unknown, after: unknown) =>
  JSON.stringify(before ?? null) === JSON.stringify(after ?? null)
