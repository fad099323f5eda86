import { type ReactNode, type RefObject, useState } from 'react'
import type { RecordSelection } from '../../../kernel/commands/selection.ts'
import type { GridRow } from '../../api/grid.ts'
import { useCan } from '../../api/session.ts'
import type { ListParams, Page, Row } from '../../api/shapes.ts'
import { useActions } from '../../shell/actions/registry.ts'
import type { MessageKey } from '../../text/messages.ts'
import { useRecordActs } from '../acts.ts'
import { AskDialog, askAbove, type Question } from '../ask/ask-dialog.tsx'
import { useHeirs } from '../may-assign.ts'
import { reachActions } from '../reach-actions.ts'
import { useRowKeys } from '../row-keys.ts'
import type { BulkAct, BulkActProps, RecordScreens } from '../screens.ts'
import { OpenedBulkAct } from './bulk/opened-bulk-act.tsx'
import { useBulkActs } from './bulk/use-bulk-acts.ts'
import type { Cursor } from './cursor.ts'
import type { GridHandle } from './grid/grid.tsx'
import { noSelection, type Selection, selectPage, toggleRow } from './selection.ts'
import type { List } from './use-list.ts'

export interface ListActionsOptions {
  screens: RecordScreens
  list: List
  /** The row the keyboard is at. */
  current: GridRow | null
  chosen: readonly GridRow[]
  /** All that the list shows is chosen, of which the chosen rows are those that are loaded. */
  whole: { params: ListParams; total: NonNullable<Page['total']> } | null
  total: Page['total']
  params: ListParams
  selectWhole: () => void
  grid: RefObject<GridHandle | null>
  select: (change: (selection: Selection, order: readonly string[]) => Selection) => void
  open: (row: Row) => void
  cursor: Cursor
  pageSize: number
}

/** The keys of a list. An act is about the selected rows, or about the row the keyboard is at. */
export function useListActions(options: ListActionsOptions): {
  ask: (question: Question) => void
  /** Opens an act a module adds. */
  more: (act: BulkAct) => void
  element: ReactNode
} {
  const { screens, list, current, chosen, whole, grid, select, open, cursor, pageSize } = options
  const { entity } = screens
  const acts = useRecordActs(entity)
  const [question, setQuestion] = useState<Question | null>(null)
  const [opened, setOpened] = useState<
    (Omit<BulkActProps, 'entity' | 'onClose' | 'onDone'> & { act: BulkAct }) | null
  >(null)
  const mayUpdate = useCan(`${entity.rightsObject}:update`)
  const mayDelete = useCan(`${entity.rightsObject}:delete`)
  const mayAssign = useHeirs(entity) !== null
  const subjects = chosen.length > 0 ? chosen : current ? [current] : []
  const row = current?.row
  const rows = subjects.map((one) => one.row)
  const offered = useBulkActs(entity, rows, whole !== null)
  const rowKeys = useRowKeys(entity, row ?? null, open)

  function ask(next: Question) {
    if (subjects.length === 0) return
    if (next === 'remove' && !whole && subjects.length <= askAbove) {
      void acts.remove(
        subjects.map((one) => ({ id: one.row.id, title: String(one.row[entity.title] ?? '') })),
      )
      select(() => noSelection)
    } else setQuestion(next)
  }

  const view = { columns: list.state.columns.map(({ field }) => field), sort: options.params.sort ?? [] }
  const shown = selectionOf(options.params)

  function more(act: BulkAct) {
    const ids = rows.map(({ id }) => id)
    setOpened({
      act,
      ids,
      selection: whole ? shown : { ids },
      total: whole?.total ?? { count: ids.length, exact: true },
      view,
    })
  }

  function move(key: string) {
    grid.current?.move(key)
  }

  useActions('list', [
    {
      id: 'list.down',
      titleKey: 'records.keys.down',
      keys: 'j',
      keyOnly: true,
      perform: () => move('ArrowDown'),
    },
    { id: 'list.up', titleKey: 'records.keys.up', keys: 'k', keyOnly: true, perform: () => move('ArrowUp') },
    {
      id: 'list.select',
      titleKey: 'records.keys.select',
      keys: 'x',
      keyOnly: true,
      visible: row !== undefined,
      perform: () => row && select((all) => toggleRow(all, row.id)),
    },
    {
      id: 'list.selectPage',
      titleKey: 'records.keys.selectPage',
      keys: 'Mod+a',
      keyOnly: true,
      perform: () => select((all, order) => selectPage(all, order, cursor.row, pageSize)),
    },
    {
      id: 'list.selectWhole',
      titleKey: 'records.mass.selectWhole',
      icon: 'check',
      keys: 'Mod+Shift+a',
      visible: options.total !== null && options.total.count > 0 && whole === null,
      perform: options.selectWhole,
    },
    {
      id: 'list.clear',
      titleKey: 'records.bulk.clear',
      keys: 'Escape',
      keyOnly: true,
      visible: chosen.length > 0 || rowKeys.isPeeked,
      perform: () => (chosen.length > 0 ? select(() => noSelection) : rowKeys.closePeek()),
    },
    {
      id: 'list.editCell',
      titleKey: 'records.keys.editCell',
      keys: 'F2',
      keyOnly: true,
      visible: mayUpdate && row !== undefined,
      perform: () => grid.current?.edit(),
    },
    ...rowKeys.actions,
    {
      id: 'record.assign',
      titleKey: 'records.acts.assign',
      icon: 'user',
      keys: 'a',
      visible: mayUpdate && mayAssign && subjects.length > 0,
      perform: () => ask('assign'),
    },
    {
      id: 'record.stage',
      titleKey: 'records.acts.stage',
      icon: 'pipeline',
      keys: 's',
      visible: mayUpdate && entity.worked && subjects.length > 0,
      perform: () => ask('stage'),
    },
    {
      id: 'record.edit',
      titleKey: 'records.acts.editField',
      icon: 'edit',
      keys: 'e',
      visible: mayUpdate && subjects.length > 0,
      perform: () => ask('edit'),
    },
    {
      id: 'record.delete',
      titleKey: 'records.acts.delete',
      icon: 'delete',
      keys: 'Delete',
      visible: mayDelete && subjects.length > 0,
      perform: () => ask('remove'),
    },
    // What concerns the page as a whole has its own place while nothing is selected.
    ...offered
      .filter(({ ofPage }) => !ofPage || chosen.length > 0)
      .map((act) => ({
        id: act.id,
        // The key comes with the act from its module, whose words are checked there.
        titleKey: act.titleKey as MessageKey,
        icon: act.icon,
        keys: act.keys,
        perform: () => more(act),
      })),
    ...reachActions(row ?? {}),
  ])

  return {
    ask,
    more,
    element: (
      <>
        {question && subjects.length > 0 && (
          <AskDialog
            question={question}
            screens={screens}
            rows={subjects}
            acts={acts}
            whole={whole && { selection: shown, count: whole.total.count }}
            onClose={() => setQuestion(null)}
            onStarted={() => select(() => noSelection)}
          />
        )}
        {opened && (
          <OpenedBulkAct
            {...opened}
            entity={entity}
            onClose={() => setOpened(null)}
            onDone={() => select(() => noSelection)}
          />
        )}
      </>
    ),
  }
}

/** All that a list shows, as the server is told of it. */
export function selectionOf({ filter, q }: ListParams): RecordSelection {
  return { ...(filter === undefined ? {} : { filter }), ...(q ? { q } : {}) }
}
