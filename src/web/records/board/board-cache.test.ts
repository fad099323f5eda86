import { describe, expect, it } from 'vitest'
import {
  type BoardColumn,
  type BoardState,
  changeCard,
  keepFurther,
  takeCard,
  withPage,
} from './board-cache.ts'

const card = (id: string, stage: string, amount: number | null = null) => ({
  id,
  version: 1,
  createdAt: '',
  updatedAt: '',
  stage,
  amount: amount === null ? null : { amount, currency: 'RUB' },
})

const column = (key: string, more: Partial<BoardColumn>): BoardColumn => ({
  key,
  stage: null,
  filter: { all: [] },
  count: more.items?.length ?? 0,
  sums: [],
  items: [],
  nextCursor: null,
  ...more,
})

const boardOf = (...columns: BoardColumn[]): BoardState => ({
  pipeline: null,
  columns,
  exact: true,
  more: false,
  titles: {},
  shownFor: null,
})

const board = boardOf(
  column('new', {
    count: 5,
    sums: [{ amount: 500, currency: 'RUB' }],
    items: [card('a', 'new', 100), card('b', 'new')],
    nextCursor: 'more',
  }),
  column('offer', {}),
)
const byStage = { by: 'stage', sort: 'nextStep', sum: 'amount' }
const byHand = { ...byStage, sort: 'byHand' }
const summary = ({ columns }: BoardState) =>
  columns.map(({ count, sums, items }) => [count, sums[0]?.amount ?? null, items.map(({ id }) => id)])

describe('a board', () => {
  it('moves a card with its amount to the column of its value', () => {
    const moved = changeCard(board, byStage, 'a', { stage: 'offer' })
    expect(summary(moved)).toEqual([
      [4, 400, ['b']],
      [1, 100, ['a']],
    ])
    expect(moved.columns[1]?.items[0]?.stage).toBe('offer')
  })

  it('keeps the cards in the order of their steps', () => {
    const due = (id: string, stage: string, dueAt: string) => ({
      ...card(id, stage),
      step: { id, kind: '', title: '', dueAt, owner: '', attempt: 1, postponements: 0 },
    })
    const dated = boardOf(
      column('new', { items: [due('a', 'new', '2026-11-22')] }),
      column('offer', { items: [due('x', 'offer', '2026-11-21'), due('y', 'offer', '2026-11-23')] }),
    )
    expect(summary(changeCard(dated, byStage, 'a', { stage: 'offer' }))[1]?.[2]).toEqual(['x', 'a', 'y'])
  })

  it('moves a card without an amount', () => {
    expect(summary(changeCard(board, byStage, 'b', { stage: 'offer' }))).toEqual([
      [4, 500, ['a']],
      [1, null, ['b']],
    ])
  })

  it('changes a card where it stands, and is as it was for one that is not there', () => {
    const changed = changeCard(board, byStage, 'a', { title: 'Racks' })
    expect(summary(changed)).toEqual(summary(board))
    expect(changed.columns[0]?.items[0]?.title).toBe('Racks')
    expect(changeCard(board, byStage, 'x', { stage: 'offer' })).toBe(board)
  })

  it('lets a card go that no column is for', () => {
    expect(summary(changeCard(board, byStage, 'a', { stage: 'elsewhere' }))).toEqual([
      [4, 400, ['b']],
      [0, null, []],
    ])
  })

  it('puts a card beside another one where it is ordered by hand, and nowhere else', () => {
    const after = { side: 'after', id: 'b' } as const
    expect(summary(changeCard(board, byHand, 'a', {}, after))[0]?.[2]).toEqual(['b', 'a'])
    expect(summary(changeCard(board, byStage, 'a', {}, after))[0]?.[2]).toEqual(['a', 'b'])
    const filled = boardOf(
      ...board.columns.slice(0, 1),
      column('offer', { items: [card('x', 'offer'), card('y', 'offer')] }),
    )
    const before = { side: 'before', id: 'y' } as const
    expect(summary(changeCard(filled, byHand, 'a', { stage: 'offer' }, before))[1]?.[2]).toEqual([
      'x',
      'a',
      'y',
    ])
  })

  it('lets a closed card go with its amount', () => {
    expect(summary(takeCard(board, byStage, 'a'))[0]).toEqual([4, 400, ['b']])
  })

  it('takes a further page in once', () => {
    const page = {
      items: [card('b', 'new'), card('c', 'new')],
      titles: {},
      nextCursor: null,
      total: null,
      shownFor: null,
    }
    const [first] = withPage(board, 'new', page).columns
    expect([first?.items.map(({ id }) => id), first?.nextCursor]).toEqual([['a', 'b', 'c'], null])
  })

  it('fetched anew keeps what was further down, unless it stands elsewhere now', () => {
    const deep = boardOf(
      column('new', { items: ['a', 'b', 'c', 'd', 'e'].map((id) => card(id, 'new')), nextCursor: 'deep' }),
      column('offer', {}),
    )
    const fresh = boardOf(
      column('new', { items: [card('z', 'new'), card('a', 'new')], nextCursor: 'near' }),
      column('offer', { items: [card('d', 'offer')] }),
    )
    const [first] = keepFurther(deep, fresh).columns
    expect([first?.items.map(({ id }) => id), first?.nextCursor]).toEqual([['z', 'a', 'b', 'c', 'e'], 'deep'])
    expect(keepFurther(undefined, fresh)).toBe(fresh)
  })
})
