import { byHand, type Entity } from '../../../kernel/entities/entity.ts'
import type { Row } from '../../api/shapes.ts'
import { showToast } from '../../shell/toasts.tsx'
import { useT } from '../../text/i18n.ts'
import type { RecordActs } from '../acts.ts'
import type { List } from '../list/use-list.ts'
import type { Beside } from './board-cache.ts'
import { besideAt, besideOf, columnOf, type ShownColumn } from './shown-columns.ts'
import type { Board } from './use-board.ts'
import { useMoveCard } from './use-move-card.ts'
import { usePlaceCard } from './use-place-card.ts'

/** How cards are moved about a board: to another column, and within one. */
export function useCardMoves(
  entity: Entity,
  list: List,
  { acts, board }: { acts: RecordActs; board: Board },
) {
  const t = useT()
  const moveCard = useMoveCard(entity, acts)
  const { place, orderOf } = usePlaceCard(entity)
  const { columns, isByHand, titles, valuesAt } = board

  /** Puts a card beside another one of its column. */
  function order(row: Row, beside: Beside): void {
    if (isByHand) return void place(row, beside, besideOf(columnOf(columns, row.id)?.items ?? [], row.id))
    showToast({
      text: t('records.board.notByHand'),
      action: { label: t('records.sort.byHand'), perform: () => list.change({ sort: [byHand] }) },
    })
  }

  /** Moves a card to a column, under so many cards where the board is ordered by hand. */
  function move(row: Row, to: ShownColumn | undefined, gap = 0): void {
    const from = columnOf(columns, row.id)
    if (!from || !to) return
    const beside = isByHand ? besideAt(to.items, gap, row.id) : null
    if (from === to) {
      if (beside) order(row, beside)
      return
    }
    void moveCard({
      row,
      stage: board.isOfStages ? to.key : null,
      from: valuesAt(from),
      to: valuesAt(to),
      titles,
      name: to.name,
      order: orderOf(row, beside, besideOf(from.items, row.id)),
    })
  }

  return { move, order }
}
