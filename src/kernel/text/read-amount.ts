import { withoutCurrency } from './currency.ts'
import { readDecimal } from './read-number.ts'

const powers = /^(?:(тыс\p{L}*|т\.|k|к)|(млн|миллион\p{L}*|mln|m)|млрд|миллиард\p{L}*|bn?)\.?$/iu

/**
 * Reads an amount of money with or without a currency: `1 200 руб.`, `$1.5M`, `1,2 млн руб.`, `500 тыс.`. Returns a plain
 * decimal string. Null where words are left that are neither, so that `500 за 3 шт` is no number.
 */
export function readAmount(text: string): string | null {
  const figures = withoutCurrency(text).trim()
  const [, number = figures, word] = /^([^\p{L}]*\d)\s*(\p{L}+\.?)$/u.exec(figures) ?? []
  const decimal = readDecimal(number.replace(/[.,]\s*$/, ''))
  if (decimal === null || word === undefined) return decimal
  const power = powers.exec(word)
  // More digits than these no amount has; a double would add some of its own.
  return power && `${+(+decimal * 10 ** (power[1] ? 3 : power[2] ? 6 : 9)).toFixed(6)}`
}
