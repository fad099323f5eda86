import type { Entity } from '../../../kernel/entities/entity.ts'
import { fieldsThat, isColumned, isDated, isGrouping, isSummed } from '../../../kernel/queries/summary.ts'
import type { Layout, RecordScreens } from '../screens.ts'
import { sortOf } from './list-params.ts'
import type { ListState } from './list-search.ts'

const every: readonly Layout[] = ['list', 'board', 'calendar']

/** The ways the records of a noun can be laid out: those it names first, then those its fields allow. */
export function layoutsOf({ entity, layouts }: RecordScreens): readonly Layout[] {
  const fits: Record<Layout, boolean> = {
    list: true,
    board: entity.worked || columnFields(entity).length > 0,
    calendar: dayFields(entity).length > 0,
  }
  return every.filter((layout) => layouts.includes(layout) || fits[layout])
}

/** Fields by which records can be grouped. */
export const groupFields = (entity: Entity) => fieldsThat(entity, isGrouping)

/** Fields whose values can be the columns of a board; of a worked noun its stages are, too. */
export function columnFields(entity: Entity): string[] {
  const fields = fieldsThat(entity, isColumned)
  return entity.worked ? ['stage', ...fields.filter((name) => name !== 'stage')] : fields
}

/** Fields whose values can be lanes across a board. */
export const laneFields = (entity: Entity) =>
  fieldsThat(entity, (name, field) => isGrouping(name, field) && !isDated(field))

/** Fields that can be added up. */
export const sumFields = (entity: Entity) => fieldsThat(entity, (_name, field) => isSummed(field))

/** Fields by which records stand in a calendar; of a worked noun its next step comes first. */
export function dayFields(entity: Entity): string[] {
  const fields = fieldsThat(entity, (_name, field) => field !== undefined && isDated(field))
  return entity.worked ? ['nextStepDueAt', ...fields] : fields
}

/** The field whose values are the columns of the board shown: `stage`, the stages of a pipeline; null: there is none. */
export function boardField(entity: Entity, { by }: Pick<ListState, 'by'>): string | null {
  const offered = columnFields(entity)
  if (by !== null && offered.includes(by)) return by
  if (entity.worked) return 'stage'
  // The owner can stand over any board; a choice tells more.
  return offered.find((name) => name !== entity.ownerField) ?? offered[0] ?? null
}

/** The order of the cards of the board shown; at stages, what is due first unless another one is chosen. */
export function boardSort(entity: Entity, state: Pick<ListState, 'by' | 'sort'>): readonly string[] {
  const isOfStages = entity.worked && boardField(entity, state) === 'stage'
  return state.sort.length === 0 && isOfStages ? ['nextStep'] : sortOf(state.sort)
}

/** The field by which the calendar shown has its records. */
export function dayField(entity: Entity, { day }: Pick<ListState, 'day'>): string | null {
  const offered = dayFields(entity)
  if (day !== null && offered.includes(day)) return day
  // What people plan comes before what the product notes down.
  return offered.find((name) => name !== 'createdAt' && name !== 'updatedAt') ?? offered[0] ?? null
}

/** The field a list is grouped by; null: it is not. */
export function listGroup(entity: Entity, { by }: Pick<ListState, 'by'>): string | null {
  return by !== null && groupFields(entity).includes(by) ? by : null
}
