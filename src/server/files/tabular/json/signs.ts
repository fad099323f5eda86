/** Codes of the characters that JSON is cut at. */
export const signs = {
  space: 32,
  newline: 10,
  quote: 34,
  comma: 44,
  backslash: 92,
  openList: 91,
  closeList: 93,
  open: 123,
  close: 125,
} as const

/** Follows JSON character by character; true for those that belong to a string, its quotes included. */
export function stringTracker(): (code: number) => boolean {
  let isString = false
  let isEscaped = false
  return (code) => {
    if (!isString) {
      isString = code === signs.quote
      return isString
    }
    if (isEscaped) isEscaped = false
    else if (code === signs.backslash) isEscaped = true
    else if (code === signs.quote) isString = false
    return true
  }
}
