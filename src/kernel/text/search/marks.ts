import { searchableText } from './searchable.ts'

/** From and until, in UTF-16 units. */
export type Mark = readonly [from: number, until: number]

/**
 * Where a shown text holds the words that were found, in searchable form. A number is found however it is printed:
 * `9161234` in `+7 916 123-45-67`. Marks are in order and do not overlap.
 */
export function marksIn(shown: string, words: readonly string[]): Mark[] {
  const marks = words.flatMap((word) => {
    const mark = /^\d+$/.test(word)
      ? (wordMark(shown, word) ?? digitsMark(shown, word))
      : wordMark(shown, word)
    return mark ? [mark] : []
  })
  return joined(marks)
}

function wordMark(shown: string, word: string): Mark | null {
  // A character of the form is one of the shown text, as long as that has no İ and the like.
  const form = ` ${searchableText(shown)} `
  if (form.length !== shown.length + 2) return null
  const begins = form.indexOf(` ${word}`)
  const from = begins >= 0 ? begins : form.indexOf(word) - 1
  return from < 0 ? null : [from, from + word.length]
}

function digitsMark(shown: string, digits: string): Mark | null {
  const places = [...shown].flatMap((character, at) => (/\d/.test(character) ? [at] : []))
  const found = places
    .map((at) => shown[at])
    .join('')
    .lastIndexOf(digits)
  if (found < 0) return null
  return [places[found]!, places[found + digits.length - 1]! + 1]
}

function joined(marks: readonly Mark[]): Mark[] {
  const whole: Mark[] = []
  for (const mark of marks.toSorted((one, other) => one[0] - other[0])) {
    const last = whole.at(-1)
    if (last && mark[0] <= last[1]) whole[whole.length - 1] = [last[0], Math.max(last[1], mark[1])]
    else whole.push(mark)
  }
  return whole
}
