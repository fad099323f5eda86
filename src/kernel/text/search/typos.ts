const latin = 'abcdefghijklmnopqrstuvwxyz'
const russian = 'абвгдежзийклмнопрстуфхцчшщъыьэюя'

/** Words shorter than this are not corrected: too many others are one letter away. */
export const shortestCorrected = 4

/**
 * Every word one slip away: two letters that changed places, one too many, one too few, one for another. In the order
 * of how often people slip so.
 */
export function wordsOneSlipAway(word: string): string[] {
  const alphabet = /[а-я]/.test(word) ? russian : latin
  const at = [...word].map((_, index) => [word.slice(0, index), word.slice(index)] as const)
  const swapped = at.slice(0, -1).map(([head, tail]) => head + tail[1] + tail[0] + tail.slice(2))
  const shortened = at.map(([head, tail]) => head + tail.slice(1))
  const lengthened = [...at, [word, ''] as const].flatMap(([head, tail]) =>
    [...alphabet].map((letter) => head + letter + tail),
  )
  const replaced = at.flatMap(([head, tail]) => [...alphabet].map((letter) => head + letter + tail.slice(1)))
  const all = new Set([...swapped, ...shortened, ...lengthened, ...replaced])
  all.delete(word)
  return [...all]
}
