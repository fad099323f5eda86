/** How a text stands for a typed word, the nearest first. */
const nearness = ['typed', 'form', 'sound', 'layout', 'slip'] as const
export type Nearness = (typeof nearness)[number]

/** A text that may stand for a typed word. */
export interface Alternative {
  how: Nearness
  /** Searchable form. */
  text: string
  /** It is looked for where words begin, and not inside them. */
  beginsWord: boolean
}

/** What a query is taken to mean: each of its words is any of these. */
export type Reading = readonly (readonly Alternative[])[]

/** So few letters are in the middle of too many words. */
const shortestInside = 3

/** A text looked for as it was typed. */
export function asTyped(text: string): Alternative {
  return { how: 'typed', text, beginsWord: text.length < shortestInside }
}

/** Where an alternative first stands in a searchable text that has a space at either end; -1 where it does not. */
export function placeOf({ text, beginsWord }: Alternative, within: string): number {
  if (!beginsWord) {
    const atBeginning = within.indexOf(` ${text}`)
    return atBeginning >= 0 ? atBeginning + 1 : within.indexOf(text)
  }
  const found = within.indexOf(` ${text}`)
  return found < 0 ? -1 : found + 1
}

/** The first alternative of a word that a text holds. */
export function foundIn(alternatives: readonly Alternative[], within: string): Alternative | null {
  return alternatives.find((one) => placeOf(one, within) >= 0) ?? null
}

/** A record whose text is to be judged; both are searchable forms, `text` with a space at either end. */
export interface Judged {
  title: string
  text: string
}

const nowhere = 5

/**
 * How well a record answers: the smaller the better. First by how near the words are to what was typed, then by where
 * they stand: the whole title, its beginning, the beginnings of its words, of other words, inside words.
 */
export function rankOf(reading: Reading, { title, text }: Judged): number {
  const chosen = reading.map((alternatives) => foundIn(alternatives, text))
  const furthest = Math.max(0, ...chosen.map((one) => (one ? nearness.indexOf(one.how) : nearness.length)))
  const words = chosen.flatMap((one) => (one ? [one.text] : []))
  return furthest * 10 + (words.length < reading.length ? nowhere : placeRank(words, title, text))
}

function placeRank(words: readonly string[], title: string, text: string): number {
  const whole = words.join(' ')
  if (title === whole) return 0
  if (title.startsWith(whole)) return 1
  const spaced = ` ${title}`
  if (words.every((word) => spaced.includes(` ${word}`))) return 2
  return words.every((word) => text.includes(` ${word}`)) ? 3 : 4
}

/** The query as it was understood, null where it was found as it stands or in another form of its words. */
export function understoodAs(reading: Reading, text: string): string | null {
  const chosen = reading.map((alternatives) => foundIn(alternatives, text))
  if (chosen.every((one) => one === null || one.how === 'typed' || one.how === 'form')) return null
  return chosen.map((one, at) => (one ? wordMeant(one, text) : (reading[at]?.[0]?.text ?? ''))).join(' ')
}

/** A slip may have been made in the middle of a word: the whole word was meant. */
function wordMeant(alternative: Alternative, text: string): string {
  if (alternative.how !== 'slip') return alternative.text
  const from = placeOf(alternative, text)
  const end = text.indexOf(' ', from + alternative.text.length)
  return text.slice(from, end < 0 ? undefined : end)
}
