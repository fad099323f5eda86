import { describe, expect, it } from 'vitest'
import { type BoardState, moveCard, takeCard } from './board-cache.ts'

const card = (id: string, stage: string, amount: number | null) => ({
  id,
  version: 1,
  createdAt: '',
  updatedAt: '',
  stage,
  amount: amount === null ? null : { amount, currency: 'RUB' },
})

const board: BoardState = {
  pipeline: 'p',
  titles: {},
  columns: [
    {
      stage: { id: 'new', name: 'New', probability: 10 },
      count: 5,
      sums: [{ amount: 500, currency: 'RUB' }],
      items: [card('a', 'new', 100), card('b', 'new', null)],
      nextCursor: 'more',
    },
    {
      stage: { id: 'offer', name: 'Offer', probability: 50 },
      count: 0,
      sums: [],
      items: [],
      nextCursor: null,
    },
  ],
}
const summary = ({ columns }: BoardState) =>
  columns.map(({ count, sums, items }) => [count, sums[0]?.amount ?? null, items.map(({ id }) => id)])

describe('a board', () => {
  it('moves a card with its amount', () => {
    const moved = moveCard(board, 'a', 'offer', 'amount')
    expect(summary(moved)).toEqual([
      [4, 400, ['b']],
      [1, 100, ['a']],
    ])
    expect(moved.columns[1]?.items[0]?.stage).toBe('offer')
  })

  it('keeps the cards in the order of their steps', () => {
    const due = (id: string, stage: string, dueAt: string) => ({
      ...card(id, stage, null),
      step: { id, kind: '', title: '', dueAt, owner: '', attempt: 1, postponements: 0 },
    })
    const [first, second] = board.columns
    if (!first || !second) throw new Error('two columns')
    const dated = {
      ...board,
      columns: [
        { ...first, items: [due('a', 'new', '2026-11-22')] },
        { ...second, items: [due('x', 'offer', '2026-11-21'), due('y', 'offer', '2026-11-23')] },
      ],
    }
    expect(summary(moveCard(dated, 'a', 'offer', 'amount'))[1]?.[2]).toEqual(['x', 'a', 'y'])
  })

  it('moves a card without an amount', () => {
    expect(summary(moveCard(board, 'b', 'offer', 'amount'))).toEqual([
      [4, 500, ['a']],
      [1, null, ['b']],
    ])
  })

  it('stays as it is for a card that is not there or is there already', () => {
    expect(moveCard(board, 'x', 'offer', 'amount')).toBe(board)
    expect(moveCard(board, 'a', 'new', 'amount')).toBe(board)
  })

  it('lets a closed card go with its amount', () => {
    expect(summary(takeCard(board, 'a', 'amount'))[0]).toEqual([4, 400, ['b']])
  })
})
