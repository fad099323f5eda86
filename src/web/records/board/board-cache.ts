import type { QueryClient } from '@tanstack/react-query'
import type { Money } from '../../../kernel/fields/types/money.ts'
import { keys } from '../../api/cache.ts'
import type { Change, Row, Titles } from '../../api/shapes.ts'

/** What a column is worth: money by currency, or a number of no currency. */
export interface Sum {
  amount: number
  currency: string | null
}

/** A column of any board, as far as it is shown and walked through. */
export interface ShownColumn {
  stage: { id: string; name: string }
  count: number
  /** False: about so many. */
  isExact?: boolean
  sums: readonly Sum[]
  items: readonly Row[]
  nextCursor: string | null
}

export interface BoardColumn extends ShownColumn {
  stage: { id: string; name: string; probability: number }
  sums: readonly Money[]
  items: readonly Row[]
  nextCursor: string | null
}

export interface BoardState {
  pipeline: string
  columns: readonly BoardColumn[]
  titles: Titles
  /** The words sought as they were understood, where nothing was found for them as typed. */
  shownFor?: string | null
}

/** Moves a card to its place by date in another column, its amount with it. A card that is not there changes nothing. */
export function moveCard(
  board: BoardState,
  id: string,
  stage: string,
  amountField: string | null,
): BoardState {
  const card = board.columns.flatMap(({ items }) => items).find((row) => row.id === id)
  if (!card || card.stage === stage) return board
  const amount = amountField ? (card[amountField] as Money | null) : null
  const columns = board.columns.map((column) => {
    if (column.stage.id === stage) {
      return {
        ...column,
        count: column.count + 1,
        sums: add(column.sums, amount, 1),
        items: placed(column.items, { ...card, stage }),
      }
    }
    return column.items.includes(card) ? without(column, card, amount) : column
  })
  return { ...board, columns }
}

/** Takes a card off the board, its amount with it: it was won, lost or deleted. */
export function takeCard(board: BoardState, id: string, amountField: string | null): BoardState {
  const columns = board.columns.map((column) => {
    const card = column.items.find((row) => row.id === id)
    return card ? without(column, card, amountField ? (card[amountField] as Money | null) : null) : column
  })
  return { ...board, columns }
}

/** Applies a change to a card wherever boards show it; call what it returns to take the change back. */
export function patchBoards(client: QueryClient, entity: string, id: string, changes: Change): () => void {
  return rewriteBoards(client, entity, (board) => ({
    ...board,
    columns: board.columns.map((column) =>
      column.items.some((row) => row.id === id)
        ? { ...column, items: column.items.map((row) => (row.id === id ? { ...row, ...changes } : row)) }
        : column,
    ),
  }))
}

/** Rewrites every kept board of a noun; call what it returns to put them back. */
export function rewriteBoards(
  client: QueryClient,
  entity: string,
  change: (board: BoardState) => BoardState,
): () => void {
  const filter = { queryKey: ['question', 'records.board'], predicate: isOf(entity) }
  const before = client.getQueriesData<BoardState>(filter)
  for (const [key, board] of before) if (board) client.setQueryData(key, change(board))
  return () => {
    for (const [key, board] of before) client.setQueryData(key, board)
  }
}

/** The key boards are kept under. */
export const boardKey = (input: object) => keys.question('records.board', input)

function isOf(entity: string) {
  return ({ queryKey }: { queryKey: readonly unknown[] }) =>
    (queryKey[2] as { entity?: string } | undefined)?.entity === entity
}

/** Cards stand in the order of their next steps, as the server gives them. */
function placed(items: readonly Row[], card: Row): readonly Row[] {
  const due = card.step?.dueAt ?? ''
  const at = items.findIndex((row) => (row.step?.dueAt ?? '') >= due)
  return at === -1 ? [...items, card] : [...items.slice(0, at), card, ...items.slice(at)]
}

function without(column: BoardColumn, card: Row, amount: Money | null): BoardColumn {
  return {
    ...column,
    count: column.count - 1,
    sums: add(column.sums, amount, -1),
    items: column.items.filter((row) => row !== card),
  }
}

function add(sums: readonly Money[], amount: Money | null, sign: 1 | -1): readonly Money[] {
  if (!amount) return sums
  if (!sums.some(({ currency }) => currency === amount.currency)) return sign === 1 ? [...sums, amount] : sums
  return sums.map((sum) =>
    sum.currency === amount.currency ? { ...sum, amount: sum.amount + sign * amount.amount } : sum,
  )
}
