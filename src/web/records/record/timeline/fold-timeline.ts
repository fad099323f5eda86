import type { Entity } from '../../../../kernel/entities/entity.ts'
import { changeOf, shownChanges } from './shown-changes.ts'
import type { TimelineItem } from './use-timeline.ts'

/** One thing that happened, as a reader would tell it. */
export interface TimelineLine {
  at: string
  item: TimelineItem
  /** What became of the lead or deal when its step, which the line is about, was closed. */
  work?: TimelineItem
}

/**
 * Events of one act make one line: the end of a step takes in what its lead or deal became and the step that
 * follows. Events that say nothing to a reader make none.
 */
export function foldTimeline(
  items: readonly TimelineItem[],
  find: (entity: string) => Entity | undefined,
): TimelineLine[] {
  const ends = new Set(items.filter(({ kind }) => kind === 'step.completed').map(endOf))
  const works = new Map(items.map((item) => [passageOf(item), item]))
  const followers = new Set(items.flatMap((item) => [after(item, 'followedBy'), after(item, 'nextStep')]))
  const handOvers = new Set(items.filter(({ kind }) => kind !== 'step.changed').map(handOverOf))
  return items.filter(isTold).map((item) => ({
    at: item.at,
    item,
    work: works.get(item.kind === 'step.completed' ? endOf(item) : ''),
  }))

  function isTold(item: TimelineItem): boolean {
    if (item.kind === 'step.created') return !followers.has(item.subject.id)
    if (ends.has(passageOf(item))) return false
    if (!changing.has(item.kind.split('.')[1] ?? '')) return true
    const changes = shownChanges(item, find(item.subject.entity))
    if (changes.length === 0) return false
    // A step goes to a new owner together with its lead or deal, which tells of it.
    const isMereHandOver = item.kind === 'step.changed' && changes.every(([name]) => name === 'owner')
    return !(isMereHandOver && handOvers.has(handOverOf(item)))
  }
}

/** Actions that are told by what they changed; there is nothing else to them. */
const changing = new Set(['updated', 'worked', 'changed'])

/** The end of a step. */
const endOf = ({ at, subject }: TimelineItem) => `${at} ${subject.id}`

/** The end of the step that a lead or deal passed from by this event. */
const passageOf = (item: TimelineItem) => `${item.at} ${changeOf(item, 'nextStep')?.[1]}`

/** When and to whom something was given. */
const handOverOf = (item: TimelineItem) => `${item.at} ${after(item, 'owner')}`

const after = (item: TimelineItem, field: string) => changeOf(item, field)?.[2]
