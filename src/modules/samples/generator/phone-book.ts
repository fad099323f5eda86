import type { NumberRange } from './words/vocabulary.ts'

/** Hands out telephone numbers, each once. */
export interface PhoneBook {
  /** The next free number of a range in E.164; the mobile range when the city has one of its own. */
  next(range: NumberRange): string
}

/** An empty phone book. */
export function phoneBook(): PhoneBook {
  const given = new Map<NumberRange, number>()
  return {
    next(range) {
      const index = given.get(range) ?? 0
      given.set(range, index + 1)
      const size = 10 ** range.digits
      const prefix = range.prefixes[Math.floor(index / size) % range.prefixes.length]
      // 37 shares no factor with a power of ten: the numbers jump about and still never repeat.
      const number = (index * 37 + 11) % size
      return `${prefix}${String(number).padStart(range.digits, '0')}`
    },
  }
}
