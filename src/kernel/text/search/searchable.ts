import { foldText } from '../../queries/fold-text.ts'

/** What stands between words: each of these counts as a space. `onward.searchable` has the same list. */
const between =
  '\t\n\r!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~\u00a0\u00ab\u00b7\u00bb\u2009\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u202f\u2116\u2212'
const anyBetween = new RegExp(`[${between.replace(/[\\\]^-]/g, '\\$&')}]`, 'g')

/**
 * The form in which texts are searched: folded, signs as spaces. It has as many characters as the folded text, one for
 * each, so that a part of a text is found in the form of the whole. PostgreSQL makes the same of it with
 * `onward.searchable(text)`.
 */
export function searchableText(text: string): string {
  return foldText(text).replace(anyBetween, ' ')
}

/**
 * The words of a text that spelling is corrected by, each once: of three letters or more, without digits. `form` is the
 * text in searchable form. PostgreSQL makes the same of a text with `onward.words_of(text)`.
 */
export function spelledWords(form: string): string[] {
  return [...new Set(form.split(' '))].filter((word) => /^[^0-9]{3,40}$/u.test(word))
}
