import { foldText } from '../queries/fold-text.ts'

const letters: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sh ' +
    'ъ: ы:i ь: э:e ю:iu я:ia і:i ї:i є:e ґ:g ў:u ß:ss ø:o ł:l đ:d æ:ae œ:oe'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

/** Spellings of one sound in the several ways names are written in Latin letters, the longest first. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 'sh'],
  [/tch/g, 'ch'],
  [/kh/g, 'h'],
  [/ts|tz/g, 'c'],
  [/ph/g, 'f'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/[yj]/g, 'i'],
  [/io(?=v|l|r|m|t|n)/g, 'e'],
  [/([a-z])\1+/g, '$1'],
  // ye, ie: «Евгений» is Evgeniy as well as Yevgeniy.
  [/(?<![a-z])ie/g, 'e'],
]

/**
 * A text in Latin letters, without case, accents and double letters, in which «Юрий», Yuriy, Yury and Iurii are the
 * same, so that what was written in different alphabets or by different rules can be compared.
 */
export function romanise(text: string): string {
  const plain = foldText(text).normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
  let latin = ''
  for (const letter of plain) latin += letters[letter] ?? letter
  for (const [spelling, sound] of spellings) latin = latin.replace(spelling, sound)
  return latin
}

/** The words of a text, romanised. */
export function wordsOf(text: string): string[] {
  return romanise(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * What is left of a word when vowels are not looked at: the consonants, and whether it begins with a vowel. Words that
 * sound alike mostly share it.
 */
export function skeletonOf(romanised: string): string {
  const tail = romanised.slice(1).replace(/[aeiouh]/g, '')
  const head = /^[aeiou]/.test(romanised) ? 'a' : romanised.slice(0, 1)
  return (head + tail).replace(/([a-z])\1+/g, '$1')
}
