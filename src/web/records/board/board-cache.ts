import type { QueryClient } from '@tanstack/react-query'
import { byHand } from '../../../kernel/entities/entity.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { keys } from '../../api/cache.ts'
import type { Change, Page, Row, Titles } from '../../api/shapes.ts'

/** What a column is worth: money by currency, or a number of no currency. */
export interface Sum {
  amount: number
  currency: string | null
}

/** A column as the server tells of it: the records that share a value. */
export interface BoardColumn {
  key: string | null
  stage: { id: string; name: string; probability: number } | null
  filter: Filter
  count: number
  sums: readonly Sum[]
  items: readonly Row[]
  /** Null: all cards are there. Empty: none has been fetched yet. */
  nextCursor: string | null
}

export interface BoardState {
  /** Of a board of stages. */
  pipeline: string | null
  columns: readonly BoardColumn[]
  /** False: counts and sums are estimates. */
  exact: boolean
  /** There are more columns, smaller ones. */
  more: boolean
  titles: Titles
  /** The words sought as they were understood, where nothing was found for them as typed. */
  shownFor: string | null
}

/** What is asked to get a board; the key it is kept under. */
export interface BoardInput {
  entity: string
  by: string
  pipeline?: string
  filter?: string
  q?: string
  sort?: string
  sum?: string
}

/** A place in the order made by hand: right before or right after another record. */
export interface Beside {
  side: 'before' | 'after'
  id: string
}

/** The key boards are kept under. */
export const boardKey = (input: BoardInput) => keys.question('records.board', input)

/**
 * A board after a change of a card: it stands in the column of its value, and where it was put by hand. A card that is
 * not there changes nothing.
 */
export function changeCard(
  board: BoardState,
  { by, sort, sum }: Pick<BoardInput, 'by' | 'sort' | 'sum'>,
  id: string,
  changes: Change,
  beside: Beside | null = null,
): BoardState {
  const from = board.columns.find(({ items }) => items.some((row) => row.id === id))
  const card = from?.items.find((row) => row.id === id)
  if (!from || !card) return board
  const next: Row = { ...card, ...changes }
  const key = keyOf(next[by])
  const to = by in changes && key !== from.key ? board.columns.find((column) => column.key === key) : from
  const isPlaced = beside !== null && sort === byHand
  const columns = board.columns.map((column) => {
    if (column === from && column === to)
      return {
        ...column,
        items: isPlaced
          ? put(without(column.items, id), next, beside)
          : column.items.map((row) => (row.id === id ? next : row)),
      }
    if (column === from)
      return {
        ...column,
        count: column.count - 1,
        sums: added(column.sums, sumOf(card, sum), -1),
        items: without(column.items, id),
      }
    return column === to
      ? {
          ...column,
          count: column.count + 1,
          sums: added(column.sums, sumOf(card, sum), 1),
          items: isPlaced ? put(column.items, next, beside) : inOrder(column.items, next, sort),
        }
      : column
  })
  return { ...board, columns }
}

/** Takes a card off the board, its amount with it: it was won, lost or deleted. */
export function takeCard(board: BoardState, { sum }: Pick<BoardInput, 'sum'>, id: string): BoardState {
  const columns = board.columns.map((column) => {
    const card = column.items.find((row) => row.id === id)
    return card
      ? {
          ...column,
          count: column.count - 1,
          sums: added(column.sums, sumOf(card, sum), -1),
          items: without(column.items, id),
        }
      : column
  })
  return { ...board, columns }
}

/**
 * A board fetched anew holds the first cards only. Those further down that were there before stay, unless they are
 * shown elsewhere now, so that columns do not shrink under the reader.
 */
export function keepFurther(former: BoardState | undefined, next: BoardState): BoardState {
  if (!former) return next
  const shown = new Set(next.columns.flatMap(({ items }) => items.map(({ id }) => id)))
  const columns = next.columns.map((column) => {
    const known = former.columns.find(({ key }) => key === column.key)
    // What the server gave whole is whole.
    if (!known || column.nextCursor === null || known.items.length <= column.items.length) return column
    const given = new Set(column.items.map(({ id }) => id))
    const last = known.items.findLastIndex(({ id }) => given.has(id))
    const further = known.items
      .slice(last === -1 ? column.items.length : last + 1)
      .filter(({ id }) => !shown.has(id))
    return { ...column, items: [...column.items, ...further], nextCursor: known.nextCursor }
  })
  return { ...next, titles: { ...former.titles, ...next.titles }, columns }
}

/** A board with further cards of a column at its end. */
export function withPage(board: BoardState, key: string | null, page: Page): BoardState {
  const columns = board.columns.map((column) => {
    if (column.key !== key) return column
    const known = new Set(column.items.map(({ id }) => id))
    const items = [...column.items, ...page.items.filter(({ id }) => !known.has(id))]
    return { ...column, items, nextCursor: page.nextCursor }
  })
  return { ...board, titles: { ...board.titles, ...page.titles }, columns }
}

/** Applies a change to a card wherever boards show it; call what it returns to take the change back. */
export function patchBoards(
  client: QueryClient,
  entity: string,
  id: string,
  changes: Change,
  beside?: Beside | null,
): () => void {
  return rewriteBoards(client, entity, (board, input) => changeCard(board, input, id, changes, beside))
}

/** Rewrites every kept board of a noun; call what it returns to put them back. */
export function rewriteBoards(
  client: QueryClient,
  entity: string,
  change: (board: BoardState, input: BoardInput) => BoardState,
): () => void {
  const before = client.getQueriesData<BoardState>({
    queryKey: ['question', 'records.board'],
    predicate: ({ queryKey }) => inputOf(queryKey)?.entity === entity,
  })
  for (const [key, board] of before) {
    const input = inputOf(key)
    if (board && input) client.setQueryData(key, change(board, input))
  }
  return () => {
    for (const [key, board] of before) client.setQueryData(key, board)
  }
}

// Boards are kept under nothing else than what was asked for them.
const inputOf = (key: readonly unknown[]) => key[2] as BoardInput | undefined

/** The key of the column a value stands in. */
function keyOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

const without = (items: readonly Row[], id: string) => items.filter((row) => row.id !== id)

/** Right beside another card; on top where that one is not among the cards. */
function put(items: readonly Row[], card: Row, { side, id }: Beside): readonly Row[] {
  const at = items.findIndex((row) => row.id === id)
  const place = at === -1 ? 0 : side === 'after' ? at + 1 : at
  return [...items.slice(0, place), card, ...items.slice(place)]
}

/** Where what is due says, as the server does; in any other order on top until the server has been asked. */
function inOrder(items: readonly Row[], card: Row, sort: string | undefined): readonly Row[] {
  if (sort !== 'nextStep') return [card, ...items]
  const due = card.step?.dueAt ?? ''
  const at = items.findIndex((row) => (row.step?.dueAt ?? '') >= due)
  return at === -1 ? [...items, card] : [...items.slice(0, at), card, ...items.slice(at)]
}

function sumOf(card: Row, field: string | undefined): Sum | null {
  const value = field === undefined ? null : card[field]
  if (typeof value === 'number') return { amount: value, currency: null }
  // What is added up is a number or money.
  return (value as Sum | null | undefined) ?? null
}

function added(sums: readonly Sum[], one: Sum | null, sign: 1 | -1): readonly Sum[] {
  if (!one) return sums
  if (!sums.some(({ currency }) => currency === one.currency)) return sign === 1 ? [...sums, one] : sums
  return sums.map((sum) =>
    sum.currency === one.currency ? { ...sum, amount: sum.amount + sign * one.amount } : sum,
  )
}
