/** A heading or a phrase of the vocabulary, cut into comparable words. */
export interface HeadingWords {
  /** Stems in order. */
  stems: string[]
  /** All letters run together: `ANNUALREVENUE` is `annual revenue`. */
  compact: string
}

/** Words that say nothing about what a column holds. */
const empty = new Set([
  'the',
  'of',
  'a',
  'an',
  'for',
  'in',
  'to',
  'за',
  'в',
  'на',
  'по',
  'для',
  'с',
  'из',
  'и',
  'and',
  'c',
])
const russianEnding =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ие|ия|ии|ию|ая|яя|ое|ее|ые|ый|ий|ой|ую|юю|ов|ев|ей|ам|ям|ах|ях|ом|ем|[аяоеыиуюьй])$/

/**
 * Words of a heading without case, punctuation, numbers, grammatical endings and words that say nothing. `E-mail 2`,
 * `customerId__c` and `Дата создания сделки` are all understood.
 */
export function headingWords(text: string): HeadingWords {
  const words = text
    .normalize('NFKC')
    .slice(0, 200)
    .replace(/([a-zа-я])([A-ZА-Я])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/e-mail/g, 'email')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  return { stems: words.filter((word) => !empty.has(word)).map(stem), compact: words.join('') }
}

/** A word without its ending, so that cases and numbers of a noun compare equal. */
export function stem(word: string): string {
  if (/[а-я]/.test(word)) return word.length > 3 ? word.replace(russianEnding, '') : word
  if (word.length <= 3 || /(ss|us|is)$/.test(word)) return word
  return word.replace(/ies$/, 'y').replace(/s$/, '')
}
