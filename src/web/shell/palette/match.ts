import { latinKey, latinKeysOfBeginning } from '../../../kernel/text/search/latin-key.ts'
import { inOtherLayout } from '../../../kernel/text/search/layout.ts'
import { searchableText } from '../../../kernel/text/search/searchable.ts'
import { stemOf } from '../../../kernel/text/search/stem.ts'
import { wordsOneSlipAway } from '../../../kernel/text/search/typos.ts'

/** Shorter ones are one slip away from too much. */
const shortestCorrected = 5

/**
 * How well a title answers a text: 5 begins with it, 4 a word of the title does for every word of the text, 3 holds it,
 * 2 has other forms of its words or sounds so in the other alphabet, 1 but for one slip; 0 not at all. The text is tried
 * in the other keyboard layout too.
 */
export function matchScore(text: string, title: string): number {
  const wanted = wordsOf(text)
  if (text.trim() === '') return 1
  const words = wordsOf(title)
  const typed = Math.max(scoreOf(wanted, words), scoreOf(wordsOf(inOtherLayout(text.trim())), words))
  if (typed > 0 || wanted.length === 0) return typed
  if (wanted.every((part) => words.some((word) => isAkin(part, word)))) return 2
  return wanted.every((part) => words.some((word) => isSlip(part, word))) ? 1 : 0
}

const wordsOf = (text: string) => searchableText(text).split(/ +/).filter(Boolean)

function scoreOf(wanted: readonly string[], words: readonly string[]): number {
  if (wanted.length === 0) return 0
  const title = words.join(' ')
  const whole = wanted.join(' ')
  if (title.startsWith(whole)) return 5
  if (wanted.every((part) => words.some((word) => word.startsWith(part)))) return 4
  return title.includes(whole) ? 3 : 0
}

/** Two letters, or one sound, are in too much. */
function isAkin(part: string, word: string): boolean {
  if (word.startsWith(part)) return true
  if (part.length < 3) return false
  const keys = latinKeysOfBeginning(part).filter((key) => key.length > 1)
  return stemOf(part) === stemOf(word) || keys.some((key) => latinKey(word).startsWith(key))
}

function isSlip(part: string, word: string): boolean {
  if (isAkin(part, word)) return true
  return part.length >= shortestCorrected && wordsOneSlipAway(part).some((meant) => word.startsWith(meant))
}
