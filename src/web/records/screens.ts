import type { ComponentType } from 'react'
import type { RecordSelection } from '../../kernel/commands/selection.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Row } from '../api/shapes.ts'
import type { IconName } from '../ui/icon.tsx'
import type { Reach } from './worked-views.ts'

export type Layout = 'list' | 'board' | 'calendar'

/** Stands for the open next step where columns of a worked noun are named. */
export const stepColumn = 'step'

/** A view the product brings; its name is `views.<entity>.<id>`. */
export interface ShippedView {
  id: string
  filter: Filter
  sort?: readonly string[]
}

/** A heading on the record page with the fields under it; its name is `sections.<id>`. */
export interface FieldSection {
  id: string
  fields: readonly string[]
}

/** Records of another noun shown at the side of a record. */
export interface RelatedList {
  /** The other noun. */
  entity: string
  /** Its ref field that points here; or, with `from: 'here'`, the ref field of this noun that points there. */
  by: string
  from?: 'there' | 'here'
  /** Fields told under the title, in order. */
  tells?: readonly string[]
}

/** One more act on a record of this noun: converting a lead. */
export interface RecordAct {
  id: string
  /** A key of a sentence. */
  titleKey: string
  icon: IconName
  keys?: string
  needs: string
  fits: (row: Row) => boolean
  /** Opened with the record; closes itself by `onClose`. */
  load: () => Promise<ComponentType<{ id: string; onClose: () => void }>>
}

/**
 * How the list, the board and the page of a noun are set up. Everything not said here follows from the entity.
 * Fields are called by name.
 */
export interface RecordScreens {
  entity: Entity
  icon: IconName
  layouts: readonly Layout[]
  views: readonly ShippedView[]
  /** Names the view shown when an address names none, by the reader's rights; the first of them when absent. */
  firstView?: (reach: Reach) => string
  sort: readonly string[]
  /** Columns of a list nobody has changed; `stepColumn` for the next step. */
  columns: readonly string[]
  /** At most four, under the title on a phone. */
  card: readonly string[]
  /** Said beside the title where there is little room: cards of the board, results of a picker, the peek panel. */
  tells: readonly string[]
  sections: readonly FieldSection[]
  /** What a complete record has; completeness is told by it. */
  complete: readonly string[]
  create: {
    /** The fields of the quick form, in order; required ones need not be named. */
    fields: readonly string[]
    /** Fills the form from one pasted line; names the fields that take its parts. */
    fromLine?: { name: string; phone?: string; email?: string; company?: string; jobTitle?: string }
    /** Fields by which records it looks like are looked for while the form is filled in. */
    same?: readonly string[]
    /** What a stage (a row with `stepKind` and `stepDelayMinutes`) suggests as the first step of a worked noun. */
    suggestStep?: (stage: Row, now: Date, timeZone: string) => { kind: string; dueAt: string }
  }
  /** Which records a ref field offers, judged by the record it belongs to. */
  narrow?: Readonly<Record<string, (values: Readonly<Record<string, unknown>>) => Filter | null>>
  related: readonly RelatedList[]
  acts?: readonly RecordAct[]
}

/** One more act on several records of a list: merging them. */
export interface BulkAct {
  id: string
  titleKey: string
  icon: IconName
  keys?: string
  /** Rights without which it is not offered: actions on the noun. */
  needs: readonly string[]
  /** Whether it can be done to these rows; `isWhole`: to all a list shows, of which they are those that are loaded. */
  fits: (entity: Entity, rows: readonly Row[], isWhole: boolean) => boolean
  /** Also offered on the page as a whole, when nothing is selected. */
  ofPage?: boolean
  load: () => Promise<ComponentType<BulkActProps>>
}

export interface BulkActProps {
  entity: Entity
  ids: readonly string[]
  /** The same records as the server is told of them: by id, or all that the list shows. */
  selection: RecordSelection
  /** How many they are, where that is known; an estimate where the list says so. */
  total: { count: number; exact: boolean } | null
  /** How the list shows them. */
  view: { columns: readonly string[]; sort: readonly string[] }
  onClose: () => void
  /** Called when it is done; the rows may be gone. */
  onDone: () => void
}

/** What a part of a record page is given. */
export interface RecordPartProps {
  entity: Entity
  row: Row
}

/** What one module shows on the record pages of others: the next step of a deal, invoices of a company. */
export interface RecordPart {
  id: string
  /** `tools`: a button beside the title. `header`: beside the stages, above the columns. `panel`: in the right column. */
  place: 'tools' | 'header' | 'panel'
  order: number
  fits: (entity: Entity) => boolean
  /** Mostly has nothing to show: no place is kept for it while it loads. */
  isRare?: boolean
  load: () => Promise<ComponentType<RecordPartProps>>
}
