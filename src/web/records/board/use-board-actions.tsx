import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useCan } from '../../api/session.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useT } from '../../text/i18n.ts'
import type { MenuBreak, MenuEntry } from '../../ui/menu.tsx'
import type { RecordActs } from '../acts.ts'
import { AskDialog, type Question } from '../ask/ask-dialog.tsx'
import { useHeirs } from '../may-assign.ts'
import { useRowKeys } from '../row-keys.ts'
import type { RecordScreens } from '../screens.ts'
import type { Beside } from './board-cache.ts'
import { neighbour } from './neighbour.ts'
import { columnOf, type ShownColumn } from './shown-columns.ts'

/** A card by its id, and the column it stands in. */
export interface BoardPlace {
  column: string
  id: string
}

export interface BoardActionsOptions {
  screens: RecordScreens
  columns: readonly ShownColumn[]
  titles: Titles
  acts: RecordActs
  region: RefObject<HTMLElement | null>
  open: (row: Row) => void
  mayUpdate: boolean
  /** Cards stand in the order made by hand. */
  isByHand: boolean
  /** Moves a card to another column. */
  onMove: (row: Row, column: string) => void
  /** Puts a card beside another one of its column. */
  onOrder: (row: Row, beside: Beside) => void
}

/** The keys of a board and the menu of its cards: arrows walk, Shift with an arrow moves the card. */
export function useBoardActions({
  screens,
  columns,
  titles,
  acts,
  region,
  open,
  mayUpdate,
  isByHand,
  onMove,
  onOrder,
}: BoardActionsOptions) {
  const { entity } = screens
  const t = useT()
  const mayDelete = useCan(`${entity.rightsObject}:delete`)
  const mayAssign = useHeirs(entity) !== null
  const [chosen, setPlace] = useState<BoardPlace | null>(null)
  const [asked, setAsked] = useState<{ question: Question; row: Row } | null>(null)
  const [focusWanted, setFocusWanted] = useState(0)
  const place = chosen && rowAt(columns, chosen.id) ? chosen : firstPlace(columns)
  const row = place ? rowAt(columns, place.id) : null
  const subjectOf = (one: Row) => ({ id: one.id, title: String(one[entity.title] ?? '') })
  const mayWin = entity.worked && entity.name !== 'lead'
  /** The columns a card may be moved to, in their order, the one it stands in among them. */
  const besides = (column: ShownColumn | undefined) => columns.filter(({ lane }) => lane === column?.lane)

  // The card may be put into the page a moment after the keyboard went to it.
  const id = place?.id
  useEffect(() => {
    if (focusWanted === 0 || !id) return
    const frame = requestAnimationFrame(() => {
      region.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [focusWanted, id, region])
  useKeptFocus(region, columns, () => setFocusWanted((count) => count + 1))

  function walk(key: string) {
    const next = place ? neighbour(columns, place, key) : firstPlace(columns)
    if (next) setPlace(next)
    setFocusWanted((count) => count + 1)
  }

  function shift(by: 1 | -1) {
    if (!row || !place) return
    const offered = besides(columns.find((column) => column.id === place.column))
    const target = offered[offered.findIndex((column) => column.id === place.column) + by]
    if (!target) return
    setPlace({ column: target.id, id: row.id })
    setFocusWanted((count) => count + 1)
    onMove(row, target.id)
  }

  function order(one: Row, by: 1 | -1) {
    const column = columnOf(columns, one.id)
    const other = column?.items[column.items.indexOf(one) + by]
    if (!column || !other) return
    setPlace({ column: column.id, id: one.id })
    setFocusWanted((count) => count + 1)
    onOrder(one, { side: by === 1 ? 'after' : 'before', id: other.id })
  }

  const has = row !== null
  const ask = (question: Question) => row && setAsked({ question, row })
  const rowKeys = useRowKeys(entity, row, open)

  useActions('board', [
    {
      id: 'board.down',
      titleKey: 'records.keys.cardDown',
      keys: ['ArrowDown', 'j'],
      keyOnly: true,
      visible: has,
      perform: () => walk('ArrowDown'),
    },
    {
      id: 'board.up',
      titleKey: 'records.keys.cardUp',
      keys: ['ArrowUp', 'k'],
      keyOnly: true,
      visible: has,
      perform: () => walk('ArrowUp'),
    },
    {
      id: 'board.left',
      titleKey: 'records.keys.cardLeft',
      keys: 'ArrowLeft',
      keyOnly: true,
      visible: has,
      perform: () => walk('ArrowLeft'),
    },
    {
      id: 'board.right',
      titleKey: 'records.keys.cardRight',
      keys: 'ArrowRight',
      keyOnly: true,
      visible: has,
      perform: () => walk('ArrowRight'),
    },
    {
      id: 'board.forward',
      titleKey: 'records.keys.nextStage',
      icon: 'forward',
      keys: 'Shift+ArrowRight',
      visible: has && mayUpdate,
      perform: () => shift(1),
    },
    {
      id: 'board.back',
      titleKey: 'records.keys.previousStage',
      icon: 'back',
      keys: 'Shift+ArrowLeft',
      visible: has && mayUpdate,
      perform: () => shift(-1),
    },
    {
      id: 'board.higher',
      titleKey: 'records.keys.cardHigher',
      icon: 'up',
      keys: ['Shift+ArrowUp', 'Alt+ArrowUp'],
      visible: has && mayUpdate,
      perform: () => row && order(row, -1),
    },
    {
      id: 'board.lower',
      titleKey: 'records.keys.cardLower',
      icon: 'down',
      keys: ['Shift+ArrowDown', 'Alt+ArrowDown'],
      visible: has && mayUpdate,
      perform: () => row && order(row, 1),
    },
    ...rowKeys.actions,
    rowKeys.closing,
    {
      id: 'record.stage',
      titleKey: 'records.acts.stage',
      icon: 'pipeline',
      keys: 's',
      visible: has && mayUpdate && entity.worked,
      perform: () => ask('stage'),
    },
    {
      id: 'record.assign',
      titleKey: 'records.acts.assign',
      icon: 'user',
      keys: 'a',
      visible: has && mayUpdate && mayAssign,
      perform: () => ask('assign'),
    },
    {
      id: 'record.edit',
      titleKey: 'records.acts.editField',
      icon: 'edit',
      keys: 'e',
      visible: has && mayUpdate,
      perform: () => ask('edit'),
    },
    {
      id: 'record.delete',
      titleKey: 'records.acts.delete',
      icon: 'delete',
      keys: 'Delete',
      visible: has && mayDelete,
      perform: () => row && void acts.remove([subjectOf(row)]),
    },
  ])

  function menuOf(one: Row): (MenuEntry | MenuBreak)[] {
    const subject = subjectOf(one)
    const verbs: (MenuEntry | MenuBreak)[] = mayUpdate
      ? [
          { heading: t('records.board.moveTo') },
          ...besides(columnOf(columns, one.id)).map(({ id: target, name, items }) => ({
            id: target,
            label: name,
            checked: items.includes(one),
            onSelect: () => !items.includes(one) && onMove(one, target),
          })),
          'divider',
          ...(isByHand ? orderEntries(one) : []),
          ...(!mayAssign
            ? []
            : [
                {
                  id: 'assign',
                  label: t('records.acts.assign'),
                  icon: 'user' as const,
                  keys: 'a',
                  onSelect: () => setAsked({ question: 'assign', row: one }),
                },
              ]),
          ...(mayWin
            ? [
                {
                  id: 'win',
                  label: t('records.acts.win'),
                  icon: 'won' as const,
                  onSelect: () => void acts.win(subject),
                },
              ]
            : []),
          ...(entity.worked
            ? [
                {
                  id: 'lose',
                  label: t('records.acts.lose'),
                  icon: 'lost' as const,
                  onSelect: () => setAsked({ question: 'lose', row: one }),
                },
              ]
            : []),
        ]
      : []
    return [
      { id: 'open', label: t('records.acts.open'), icon: 'forward', keys: 'o', onSelect: () => open(one) },
      ...verbs,
      ...(mayDelete
        ? [
            {
              id: 'delete',
              label: t('records.acts.delete'),
              icon: 'delete' as const,
              danger: true,
              onSelect: () => void acts.remove([subject]),
            },
          ]
        : []),
    ]
  }

  /** The order by hand without a mouse or keys. */
  function orderEntries(one: Row): (MenuEntry | MenuBreak)[] {
    const items = columnOf(columns, one.id)?.items ?? []
    const at = items.indexOf(one)
    const [top] = items
    return [
      {
        id: 'top',
        label: t('records.board.toTop'),
        icon: 'up',
        disabled: at <= 0,
        onSelect: () => top && onOrder(one, { side: 'before', id: top.id }),
      },
      {
        id: 'up',
        label: t('shell.moveUp'),
        icon: 'up',
        keys: 'Shift+ArrowUp',
        disabled: at <= 0,
        onSelect: () => order(one, -1),
      },
      {
        id: 'down',
        label: t('shell.moveDown'),
        icon: 'down',
        keys: 'Shift+ArrowDown',
        disabled: at === items.length - 1,
        onSelect: () => order(one, 1),
      },
      'divider',
    ]
  }

  const element: ReactNode = asked && (
    <AskDialog
      question={asked.question}
      screens={screens}
      rows={[{ row: asked.row, titles }]}
      acts={acts}
      onClose={() => {
        setAsked(null)
        setFocusWanted((count) => count + 1)
      }}
    />
  )
  return { place, setPlace, menuOf, askLose: (one: Row) => setAsked({ question: 'lose', row: one }), element }
}

/** A card that moves to another column takes the focus away with it; here it is taken back. */
function useKeptFocus(
  region: RefObject<HTMLElement | null>,
  columns: readonly ShownColumn[],
  onLost: () => void,
) {
  const wasHere = useRef(false)
  const lost = useEffectEvent(onLost)

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      wasHere.current = target instanceof Node && Boolean(region.current?.contains(target))
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [region])

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the cards may have taken the focus away
  useEffect(() => {
    if (wasHere.current && document.activeElement === document.body) lost()
  }, [columns])
}

function rowAt(columns: readonly ShownColumn[], id: string): Row | null {
  for (const { items } of columns) {
    const found = items.find((row) => row.id === id)
    if (found) return found
  }
  return null
}

function firstPlace(columns: readonly ShownColumn[]): BoardPlace | null {
  const column = columns.find(({ items }) => items.length > 0)
  const [row] = column?.items ?? []
  return column && row ? { column: column.id, id: row.id } : null
}
