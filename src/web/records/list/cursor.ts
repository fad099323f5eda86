/** The cell the keyboard is at; column -1 is the checkbox. */
export interface Cursor {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows in sight, for Page Up and Page Down. */
  page: number
}

/** Where a key moves the cell; null when the key does not move it. Shift and other modifiers are the caller's. */
export function moveCursor({ row, column }: Cursor, key: string, size: GridSize): Cursor | null {
  const to = (nextRow: number, nextColumn = column): Cursor => ({
    row: clamp(nextRow, 0, size.rows - 1),
    column: clamp(nextColumn, 0, size.columns - 1),
  })
  switch (key) {
    case 'ArrowDown':
      return to(row + 1)
    case 'ArrowUp':
      return to(row - 1)
    case 'ArrowRight':
      return to(row, column + 1)
    case 'ArrowLeft':
      return to(row, column - 1)
    case 'PageDown':
      return to(row + size.page)
    case 'PageUp':
      return to(row - size.page)
    case 'Home':
      return to(row, 0)
    case 'End':
      return to(row, size.columns - 1)
    case 'Mod+Home':
      return to(0, 0)
    case 'Mod+End':
      return to(size.rows - 1, size.columns - 1)
    default:
      return null
  }
}

/** The next cell that may be edited, row after row, in the direction of Tab; null past the last one. */
export function nextEditable(
  from: Cursor,
  step: 1 | -1,
  size: GridSize,
  isEditable: (cell: Cursor) => boolean,
): Cursor | null {
  const total = size.rows * size.columns
  for (let at = from.row * size.columns + from.column + step; at >= 0 && at < total; at += step) {
    const cell = { row: Math.floor(at / size.columns), column: at % size.columns }
    if (isEditable(cell)) return cell
  }
  return null
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)))
}
