import type { Entity } from '../../../kernel/entities/entity.ts'
import type { TextEnv } from '../../../kernel/fields/field-type.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Values } from '../../../server/registry.ts'
import { companyHost } from '../public-mail.ts'

/** What a record may be found by. */
export const refKinds = ['id', 'tax', 'phone', 'email', 'host', 'name'] as const

/** One thing a record may be found by: `tax:7707083893`, `name:ромашка`. */
export type RefKey = `${(typeof refKinds)[number]}:${string}`

/** What a text in a cell may be of the record it names, the surest first. */
export function keysOfText(entity: Entity, text: string, env: TextEnv): RefKey[] {
  const { fields } = entity
  const keys: RefKey[] = []
  if (fields.externalId) keys.push(`id:${text}`)
  if (fields.taxId && isTaxId(text)) keys.push(`tax:${text}`)
  if (fields.email && text.includes('@')) keys.push(`email:${text.toLowerCase()}`)
  const phone =
    entity.name === 'contact' && isPhone(text)
      ? fields.phone?.type.parse(text, fields.phone.options, env)
      : null
  if (phone?.ok) keys.push(`phone:${String(phone.value)}`)
  const host = entity.name === 'company' && text.includes('.') ? companyHost(text) : null
  if (host) keys.push(`host:${host}`)
  return [...keys, `name:${foldText(text)}`]
}

/** What is known about a record besides its name; a person known by an address is no namesake of it. */
export function keysOfValues(entity: Entity, values: Values, text: string): RefKey[] {
  const keys: RefKey[] = []
  const put = (kind: (typeof refKinds)[number], value: unknown) => {
    if (typeof value === 'string') keys.push(`${kind}:${value}`)
  }
  put('id', values.externalId)
  put('tax', values.taxId)
  if (entity.name === 'contact') {
    put('phone', values.phone)
    put('email', values.email)
    return keys.length > 0 ? keys : [`name:${foldText(text)}`]
  }
  for (const address of [values.website, values.email])
    put('host', typeof address === 'string' ? companyHost(address) : null)
  return [...keys, `name:${foldText(text)}`]
}

/** What a bare text tells of a person nobody knows yet. */
export function valuesOfText(entity: Entity, keys: readonly RefKey[]): Values {
  if (entity.name !== 'contact') return {}
  const values: Values = {}
  for (const kind of ['phone', 'email'] as const) {
    const key = keys.find((one) => one.startsWith(`${kind}:`))
    if (key) values[kind] = key.slice(kind.length + 1)
  }
  return values
}

const isTaxId = (text: string) => /^(?:[A-Z]{2}[\dA-Z]{6,13}|\d{8,13})$/.test(text)
const isPhone = (text: string) => /^\+?\(?\d[\d\s().-]{5,20}$/.test(text)
