const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбюё'

/** The same keys typed in the other layout: `bdfyjd` is `иванов`. */
export function inOtherLayout(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => {
      const index = latin.indexOf(letter)
      if (index >= 0) return cyrillic[index] ?? letter
      const other = cyrillic.indexOf(letter)
      return other >= 0 ? (latin[other] ?? letter) : letter
    })
    .join('')
}

/**
 * How well a title answers a text: 3 begins with it, 2 a word of the title does for every word of the text, 1 holds
 * it; 0 not at all. The text is tried in the other keyboard layout too.
 */
export function matchScore(text: string, title: string): number {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return 1
  return Math.max(scoreOf(wanted, title.toLowerCase()), scoreOf(inOtherLayout(wanted), title.toLowerCase()))
}

function scoreOf(wanted: string, title: string): number {
  if (title.startsWith(wanted)) return 3
  const words = title.split(/[\s«»"“”():,-]+/)
  if (wanted.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))) return 2
  return title.includes(wanted) ? 1 : 0
}
