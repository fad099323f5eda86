import { describe, expect, it } from 'vitest'
import { defineEntity } from '../../../kernel/entities/entity.ts'
import { f } from '../../../kernel/fields/f.ts'
import { gridColumns, moveColumn, possibleColumns, resizeColumn } from './columns.ts'

const owner = f.ref('user', { required: true })
const sale = defineEntity({
  name: 'sale',
  table: 'sales',
  title: 'title',
  worked: true,
  ownerField: 'owner',
  fields: { title: f.text(), amount: f.money(), key: f.text({ hidden: true }), owner },
})

describe('columns of a list', () => {
  it('begin with the title whatever was chosen', () => {
    expect(
      gridColumns([{ field: 'amount' }, { field: 'title', width: 300 }], sale).map(({ id, width }) => [
        id,
        width,
      ]),
    ).toEqual([
      ['title', 300],
      ['amount', 132],
    ])
    expect(gridColumns([{ field: 'amount' }], sale)[0]?.id).toBe('title')
  })

  it('leave out what is no field', () => {
    expect(gridColumns([{ field: 'gone' }, { field: 'step' }], sale).map(({ id }) => id)).toEqual([
      'title',
      'step',
    ])
  })

  it('of commands and of the law are not edited', () => {
    const editable = gridColumns([{ field: 'status' }, { field: 'step' }, { field: 'amount' }], sale).filter(
      ({ isEditable }) => isEditable,
    )
    expect(editable.map(({ id }) => id)).toEqual(['title', 'amount'])
  })

  it('offer the next step of worked nouns and nothing hidden', () => {
    expect(possibleColumns(sale)).toEqual([
      'title',
      'step',
      'amount',
      'owner',
      'status',
      'stageSince',
      'closedAt',
      'closeReason',
      'createdAt',
      'updatedAt',
    ])
  })

  it('are moved before another or to the end', () => {
    const columns = [{ field: 'a' }, { field: 'b' }, { field: 'c' }]
    expect(moveColumn(columns, 'c', 'a').map(({ field }) => field)).toEqual(['c', 'a', 'b'])
    expect(moveColumn(columns, 'a', null).map(({ field }) => field)).toEqual(['b', 'c', 'a'])
  })

  it('keep to sensible widths', () => {
    expect(resizeColumn([{ field: 'a' }], 'a', 5)).toEqual([{ field: 'a', width: 64 }])
    expect(resizeColumn([{ field: 'a' }], 'title', 250.4)).toEqual([
      { field: 'title', width: 250 },
      { field: 'a' },
    ])
  })
})
