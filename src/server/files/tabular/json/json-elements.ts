import { limits, unreadable } from '../table.ts'

/** How a file holds its records: in one list, one after another, or in a list inside an object. */
export type JsonLayout = 'list' | 'sequence' | 'wrapped'

/** Depth at which the records of a layout stand. */
const depths: Record<JsonLayout, number> = { sequence: 0, list: 1, wrapped: 2 }

/** Which list inside an object holds the records: the depth they stand at, and the lists of that depth before it. */
export interface ListPlace {
  depth: number
  before: number
}

const signs = {
  newline: 10,
  quote: 34,
  comma: 44,
  backslash: 92,
  openList: 91,
  closeList: 93,
  open: 123,
  close: 125,
} as const

/** Looks for the list of records inside an object, piece by piece. */
export interface ListFinder {
  write(piece: string): void
  /** The first list of objects of the outermost object, or else of an object in it; null when there is none. */
  found(): ListPlace | null
}

export function listFinder(): ListFinder {
  const open: number[] = []
  const lists = [0, 0, 0]
  const places: (ListPlace | undefined)[] = []
  let pending: ListPlace | null = null
  let isString = false
  let isEscaped = false
  const isWithinObjects = () => open.length > 0 && open.length < 3 && !open.includes(signs.openList)
  return {
    write(piece) {
      for (let index = 0; index < piece.length; index++) {
        const code = piece.charCodeAt(index)
        if (isString) {
          if (isEscaped) isEscaped = false
          else if (code === signs.backslash) isEscaped = true
          else if (code === signs.quote) isString = false
          continue
        }
        if (code <= 32) continue
        if (pending && code === signs.open) places[pending.depth] ??= pending
        pending = null
        if (code === signs.quote) isString = true
        else if (code === signs.openList || code === signs.open) {
          if (code === signs.openList) {
            const depth = open.length + 1
            const before = lists[open.length] ?? 0
            if (open.length < 3) lists[open.length] = before + 1
            if (isWithinObjects()) pending = { depth, before }
          }
          open.push(code)
        } else if (code === signs.closeList || code === signs.close) open.pop()
      }
    },
    found: () => places[2] ?? places[3] ?? null,
  }
}

/** Takes text piece by piece and gives back the records that are whole. */
export interface JsonCutter {
  write(piece: string): Generator<string>
  /** What is left: the last word of a sequence, or a record cut off by the end of the file. */
  end(): string
}

/**
 * Cuts JSON text into the texts of its records without building it in memory. What comes out is not checked: a text
 * that is no JSON is told by whoever parses it.
 */
export function jsonCutter(layout: JsonLayout, place: ListPlace = { depth: 2, before: 0 }): JsonCutter {
  const at = layout === 'wrapped' ? place.depth : depths[layout]
  let before = place.before
  let depth = 0
  let isString = false
  let isEscaped = false
  let kept = ''
  /** Whether the records of a wrapped list are being read, and whether they have been. */
  let list: 'before' | 'in' | 'after' = 'before'
  const isHere = () => depth === at && (layout !== 'wrapped' || list === 'in')

  /** Whether this bracket opens the list of records. */
  const opensList = (code: number): boolean => {
    if (code !== signs.openList || depth !== at - 1) return false
    if (layout === 'wrapped' && (list !== 'before' || before-- > 0)) return false
    list = 'in'
    return true
  }
  /** Goes on within a text; false when the character stands outside of any. */
  const isInString = (code: number): boolean => {
    if (!isString) return false
    if (isEscaped) isEscaped = false
    else if (code === signs.backslash) isEscaped = true
    else if (code === signs.quote) isString = false
    return true
  }

  return {
    *write(piece) {
      let start = 0
      const take = (end: number): string => {
        const text = (kept + piece.slice(start, end)).trim()
        kept = ''
        start = end + 1
        return text
      }
      for (let index = 0; index < piece.length; index++) {
        const code = piece.charCodeAt(index)
        if (isInString(code)) continue
        if (code === signs.quote) isString = true
        else if (code === signs.open || code === signs.openList) {
          if (opensList(code)) start = index + 1
          depth++
        } else if (code === signs.close || code === signs.closeList) {
          const text = at > 0 && isHere() ? take(index) : ''
          if (text !== '') yield text
          if (layout === 'wrapped' && isHere()) list = 'after'
          if (--depth < 0) unreadable('damaged')
          if (at === 0 && depth === 0) {
            yield take(index + 1)
            start = index + 1
          }
        } else if (isHere() && (code === signs.comma || (at === 0 && code === signs.newline))) {
          const text = take(index)
          if (text !== '') yield text
        }
      }
      const isTaking = at === 0 || (depth >= at && list === 'in')
      kept = isTaking ? kept + piece.slice(start) : ''
      if (kept.length > limits.line) unreadable('line-too-long', { limit: limits.line })
    },
    end() {
      const left = kept.trim()
      kept = ''
      return left
    },
  }
}
