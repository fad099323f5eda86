import { inOtherLayout } from './layout.ts'
import { searchableText } from './searchable.ts'

/** A word to be found, as it was typed. */
export interface SearchWord {
  /**
   * Its searchable form; any of several for a number with a trunk digit. With spaces inside, its parts stand in the text
   * one after another.
   */
  typed: readonly string[]
  /** What the same keys give in the other layout, when that could be a word. */
  otherLayout: string | null
  /** Letters alone, the apostrophes of a transliteration left out; null for numbers and addresses. */
  letters: string | null
}

const mostWords = 8
const phoneLike = /^[\d\s()+.\-\u2010-\u2015\u2212]+$/
const phoneAmongWords = /(?<=^|\s)\+?\(?\d[\d\s()\-\u2010-\u2015]{5,}\d(?=\s|$)/

/** The words of what was typed into a search field, eight at most; none where it holds no letter and no digit. */
export function searchWords(query: string): SearchWord[] {
  const trimmed = query.trim()
  const digits = trimmed.replace(/\D/g, '')
  if (phoneLike.test(trimmed) && digits.length >= 4) {
    // A date or the number of a document may look like a phone.
    const asWritten = /[+()]/.test(trimmed) ? [] : [searchableText(trimmed).trim().replace(/ +/g, ' ')]
    return [numberWord([...waysToDial(digits), ...asWritten])]
  }
  const phone = phoneAmongWords.exec(trimmed)?.[0]
  const dialled = phone?.replace(/\D/g, '') ?? ''
  if (phone === undefined || dialled.length < 7) return plainWords(trimmed).slice(0, mostWords)
  return [numberWord(waysToDial(dialled)), ...plainWords(trimmed.replace(phone, ' '))].slice(0, mostWords)
}

/** The digits of a phone as typed and without what is dialled in front of it: 8, 7, 0, 00, 810. */
function waysToDial(digits: string): string[] {
  const prefix = /^(?:810|00|[870])/.exec(digits)?.[0] ?? ''
  const rest = digits.slice(prefix.length)
  return prefix && rest.length >= 4 ? [digits, rest] : [digits]
}

function numberWord(forms: string[]): SearchWord {
  return { typed: [...new Set(forms)], otherLayout: null, letters: null }
}

function plainWords(text: string): SearchWord[] {
  return text.split(/\s+/).flatMap((token) => {
    const form = searchableText(token).trim().replace(/ +/g, ' ')
    const parts = form.split(' ')
    // An address or a number holds together; names joined by a hyphen or a comma may stand apart.
    const isOne = parts.length === 1 || /[\d@]/.test(token) || parts.some((part) => part.length < 3)
    if (isOne) return form === '' && !lettersInOtherLayout(token) ? [] : [wordOf(token, form)]
    return parts.map((part) => wordOf(part, part))
  })
}

function wordOf(token: string, form: string): SearchWord {
  const joined = searchableText(token.replace(/(?<=\p{L})['’`ʹ](?=\p{L}|$)/gu, '')).trim()
  return {
    typed: form === '' ? [] : [form],
    otherLayout: lettersInOtherLayout(token),
    letters: /^[\p{L}\p{M}]{2,}$/u.test(joined) ? joined : null,
  }
}

/** The token in the other layout where that is one word or one address. */
function lettersInOtherLayout(token: string): string | null {
  if (!/[a-zа-яё]/i.test(token)) return null
  const other = inOtherLayout(token)
  const form = searchableText(other).trim()
  const isWord = /^[\p{L}\p{M}]{2,}$/u.test(form) || /^[^\s@]+@[^\s@]+$/.test(other)
  return isWord ? form.replace(/ +/g, ' ') : null
}
