import { describe, expect, it } from 'vitest'
import { type Cursor, moveCursor, nextEditable } from './cursor.ts'

const size = { rows: 100, columns: 5, page: 20 }

describe('moving the cell', () => {
  it('arrows move by one and stop at the edge', () => {
    expect(moveCursor({ row: 0, column: 0 }, 'ArrowDown', size)).toEqual({ row: 1, column: 0 })
    expect(moveCursor({ row: 0, column: 0 }, 'ArrowUp', size)).toEqual({ row: 0, column: 0 })
    expect(moveCursor({ row: 3, column: 4 }, 'ArrowRight', size)).toEqual({ row: 3, column: 4 })
  })

  it('Page Down moves by what is in sight', () => {
    expect(moveCursor({ row: 90, column: 2 }, 'PageDown', size)).toEqual({ row: 99, column: 2 })
  })

  it('Home and End go to the ends of the row, with Mod of the grid', () => {
    expect(moveCursor({ row: 7, column: 2 }, 'End', size)).toEqual({ row: 7, column: 4 })
    expect(moveCursor({ row: 7, column: 2 }, 'Mod+Home', size)).toEqual({ row: 0, column: 0 })
  })

  it('other keys do not move', () => {
    expect(moveCursor({ row: 7, column: 2 }, 'x', size)).toBeNull()
  })

  it('an empty grid keeps the cell at the start', () => {
    expect(moveCursor({ row: 0, column: 0 }, 'ArrowDown', { rows: 0, columns: 5, page: 20 })).toEqual({
      row: 0,
      column: 0,
    })
  })
})

describe('Tab while editing', () => {
  const isEditable = ({ column }: Cursor) => column === 1 || column === 3

  it('goes to the next cell that may be edited, over the end of the row', () => {
    expect(nextEditable({ row: 0, column: 1 }, 1, size, isEditable)).toEqual({ row: 0, column: 3 })
    expect(nextEditable({ row: 0, column: 3 }, 1, size, isEditable)).toEqual({ row: 1, column: 1 })
    expect(nextEditable({ row: 1, column: 1 }, -1, size, isEditable)).toEqual({ row: 0, column: 3 })
  })

  it('ends at the last cell', () => {
    expect(nextEditable({ row: 99, column: 3 }, 1, size, isEditable)).toBeNull()
  })
})
