import type { Field } from '../fields/f.ts'
import { isFile } from '../fields/types/file.ts'
import { maskPhone } from '../text/phone.ts'
import { htmlOf, plainOf } from '../text/rich-text.ts'

const dots = '•••'
/** Of a shorter text nothing is told. */
const shortest = 5

/**
 * A value as somebody reads it who may not know it: nothing of a hidden one; of a masked phone the country, the operator
 * and the last two digits, of an e-mail the first letter and the domain, of a file that there is one, of any other text the last
 * two characters.
 */
export function shownValue(field: Field, value: unknown): unknown {
  if (field.limit === 'hidden') return null
  if (field.limit !== 'masked' || typeof value !== 'string' || value === '') return value ?? null
  if (isFile(field)) return dots
  if (field.type.name === 'phone') return maskPhone(value)
  if (field.type.name === 'richText') return htmlOf(maskText(plainOf(value)))
  return field.type.name === 'email' ? maskEmail(value) : maskText(value)
}

function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  const [first = ''] = address
  return `${at > 1 ? first : ''}${dots}${address.slice(Math.max(0, at))}`
}

function maskText(text: string): string {
  const signs = [...text]
  return signs.length < shortest ? dots : dots + signs.slice(-2).join('')
}
