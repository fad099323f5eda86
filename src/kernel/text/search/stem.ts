import { foldText } from '../../queries/fold-text.ts'

/** Endings of Russian nouns and adjectives, folded, the longest first. */
const russianEndings = (
  'иями ями ами иях ыми ими его ого ему ому ием иям ией ев ов ей ой ий ый ем ом им ым ам ям ах ях их ых ее ие ые ое ' +
  'ую юю ая яя ою ею ию ью ья ия ье ьи еи ии а е и й о у ы ь ю я'
).split(' ')
const shortest = 3

/**
 * What the forms of a word have in common: `договоры`, `договоров` and `договор` have one stem, `invoices` and
 * `invoice` too. Only ever compared with the stem of another word.
 */
export function stemOf(word: string): string {
  const folded = foldText(word)
  return /[а-я]/.test(folded) ? russianStem(folded) : englishStem(folded)
}

/** What words of the same stem begin with, at least. */
export function rootOfForms(word: string): string {
  const stem = stemOf(word)
  const folded = foldText(word)
  let same = 0
  while (same < stem.length && stem[same] === folded[same]) same++
  // The last letter of a stem is where a vowel comes and goes: заявка, заявок.
  return folded.slice(0, Math.max(shortest, same - 1))
}

function russianStem(word: string): string {
  const ending = russianEndings.find((one) => word.endsWith(one) && word.length - one.length >= shortest)
  const bare = (ending ? word.slice(0, -ending.length) : word).replaceAll('ь', '')
  return bare.replace(/^(.{2,}[бвгджзклмнпрстфхцчшщ])[ое]([кцнлмр])$/, '$1$2').replace(/(н)н$/, '$1')
}

function englishStem(word: string): string {
  const singular = word
    .replace(/(?<=.{2}[^aeiou])ies$/, 'y')
    .replace(/(?<=.{2}(?:s|x|z|ch|sh))es$/, '')
    .replace(/(?<=.{2}[^siu])s$/, '')
  const bare = singular.replace(/(?<=.{3})(?:ing|ed)$/, '')
  return bare
    .replace(/([bdfgmnprt])\1$/, '$1')
    .replace(/(?<=.{3})e$/, '')
    .replace(/(?<=.{2}[^aeiou])y$/, 'i')
}
