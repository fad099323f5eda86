import { limits, unreadable } from '../table.ts'
import type { ListPlace } from './list-finder.ts'
import { signs, stringTracker } from './signs.ts'

/** How a file holds its records: in one list, one after another, or in a list inside an object. */
export type JsonLayout = 'list' | 'sequence' | 'wrapped'

/** Depth at which the records of a layout stand. */
const depths: Record<JsonLayout, number> = { sequence: 0, list: 1, wrapped: 2 }

/** Takes text piece by piece and gives back the records that are whole. */
export interface JsonCutter {
  write(piece: string): Generator<string>
  /** What is left: the last word of a sequence, or a record cut off by the end of the file. */
  end(): string
}

/**
 * Cuts JSON text into the texts of its records without building it in memory. What comes out is not checked: whoever
 * parses a text finds out whether it is JSON. Fails as `damaged` when more brackets close than were opened, and as
 * `line-too-long` when a record does not fit into memory.
 */
export function jsonCutter(layout: JsonLayout, place: ListPlace = { depth: 2, before: 0 }): JsonCutter {
  const recordDepth = layout === 'wrapped' ? place.depth : depths[layout]
  const inString = stringTracker()
  let listsBefore = place.before
  let list: 'before' | 'in' | 'after' = 'before'
  let depth = 0
  /** The beginning of a record that ends in a later piece. */
  let kept = ''

  /** Between records, or inside one that is neither a list nor an object. */
  const isBetween = () => depth === recordDepth && (layout !== 'wrapped' || list === 'in')

  /** Whether a bracket that opens here opens the list of records. */
  const opensRecords = (code: number): boolean => {
    if (code !== signs.openList || depth !== recordDepth - 1) return false
    if (layout === 'wrapped' && (list !== 'before' || listsBefore-- > 0)) return false
    list = 'in'
    return true
  }
  /** Where the record ends that a closing bracket at `index` ends; null when it ends none. */
  const endByClosing = (index: number): number | null => {
    const closesRecords = recordDepth > 0 && isBetween()
    if (closesRecords && layout === 'wrapped') list = 'after'
    if (--depth < 0) unreadable('damaged')
    if (recordDepth === 0) return depth === 0 ? index + 1 : null
    return closesRecords ? index : null
  }
  const endBySeparator = (code: number, index: number): number | null => {
    const separates = code === signs.comma || (recordDepth === 0 && code === signs.newline)
    return separates && isBetween() ? index : null
  }

  return {
    *write(piece) {
      let start = 0
      for (let index = 0; index < piece.length; index++) {
        const code = piece.charCodeAt(index)
        if (inString(code)) continue
        if (code === signs.open || code === signs.openList) {
          if (opensRecords(code)) start = index + 1
          depth++
          continue
        }
        const isClosing = code === signs.close || code === signs.closeList
        const end = isClosing ? endByClosing(index) : endBySeparator(code, index)
        if (end === null) continue
        const text = (kept + piece.slice(start, end)).trim()
        kept = ''
        start = index + 1
        if (text !== '') yield text
      }
      const isInRecords = recordDepth === 0 || (depth >= recordDepth && list === 'in')
      kept = isInRecords ? kept + piece.slice(start) : ''
      if (kept.length > limits.line) unreadable('line-too-long', { limit: limits.line })
    },
    end() {
      const left = kept.trim()
      kept = ''
      return left
    },
  }
}
