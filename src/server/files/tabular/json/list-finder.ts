import { signs, stringTracker } from './signs.ts'

/** Which list inside an object holds the records: the depth they stand at, and the lists of that depth before it. */
export interface ListPlace {
  depth: number
  before: number
}

/** Looks for the list of records inside an object, piece by piece. */
export interface ListFinder {
  write(piece: string): void
  /** The first list of objects of the outermost object, or else of an object in it; null when there is none. */
  found(): ListPlace | null
}

export function listFinder(): ListFinder {
  const inString = stringTracker()
  /** The brackets around, the outermost first. */
  const open: number[] = []
  const listsAt = [0, 0, 0]
  /** The first list of objects at each depth. */
  const places: (ListPlace | undefined)[] = []
  /** A list whose first element comes next: it counts when that is an object. */
  let begun: ListPlace | null = null

  const beginList = (): ListPlace | null => {
    const depth = open.length + 1
    const before = listsAt[open.length] ?? 0
    if (open.length < 3) listsAt[open.length] = before + 1
    const isWithinObjects = open.length > 0 && open.length < 3 && !open.includes(signs.openList)
    return isWithinObjects ? { depth, before } : null
  }
  const step = (code: number) => {
    if (begun && code === signs.open) places[begun.depth] ??= begun
    begun = code === signs.openList ? beginList() : null
    if (code === signs.openList || code === signs.open) open.push(code)
    else if (code === signs.closeList || code === signs.close) open.pop()
  }

  return {
    write(piece) {
      for (let index = 0; index < piece.length; index++) {
        const code = piece.charCodeAt(index)
        if (inString(code)) begun = null
        else if (code > signs.space) step(code)
      }
    },
    found: () => places[2] ?? places[3] ?? null,
  }
}
