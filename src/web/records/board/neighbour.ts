interface Column {
  id: string
  /** The lane it is a part of, on a board that has lanes. */
  lane?: string
  items: readonly { id: string }[]
}

interface Place {
  column: string
  id: string
}

/** The card an arrow leads to: up and down in the column, sideways to the same height of the next column with cards. */
export function neighbour(columns: readonly Column[], from: Place, key: string): Place | null {
  const column = columns.findIndex(({ items }) => items.some(({ id }) => id === from.id))
  if (column === -1) return null
  const at = columns[column]?.items.findIndex(({ id }) => id === from.id) ?? 0
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const beside = placeAt(columns[column], at + (key === 'ArrowDown' ? 1 : -1))
    return beside ?? inNextLane(columns, column, key === 'ArrowDown' ? 1 : -1)
  }
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return null
  for (let next = column + step; next >= 0 && next < columns.length; next += step) {
    const items = columns[next]?.items ?? []
    if (columns[next]?.lane !== columns[column]?.lane) return null
    if (items.length > 0) return placeAt(columns[next], Math.min(at, items.length - 1))
  }
  return null
}

/** The nearest card of the lane below or above: the first one there, or the last. */
function inNextLane(columns: readonly Column[], from: number, step: 1 | -1): Place | null {
  const lane = columns[from]?.lane
  if (lane === undefined) return null
  for (let next = from; next >= 0 && next < columns.length; next += step) {
    const { items = [], lane: other } = columns[next] ?? {}
    if (other !== lane && items.length > 0) return placeAt(columns[next], step === 1 ? 0 : items.length - 1)
  }
  return null
}

function placeAt(column: Column | undefined, at: number): Place | null {
  const item = column?.items[at]
  return column && item ? { column: column.id, id: item.id } : null
}
