import { z } from 'zod'
import type { FieldType } from '../field-type.ts'

/** What an address is made of, as a form asks for it. */
export const addressParts = ['line1', 'line2', 'city', 'region', 'postcode', 'country'] as const
export type AddressPart = (typeof addressParts)[number]

/** A postal address: at least one of its parts. The country is a code (ISO 3166 alpha-2). */
export type Address = Partial<Record<AddressPart, string>>

const part = (max: number) => z.string().trim().min(1).max(max).optional()

const shape = z
  .strictObject({
    line1: part(500).describe('Street and house'),
    line2: part(200).describe('Entrance, floor, office'),
    city: part(100),
    region: part(100),
    postcode: part(20),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe('ISO 3166 alpha-2'),
  })
  .refine((address) => addressParts.some((name) => address[name] !== undefined))
  .overwrite(inOrder)

/** A postal address. Its one line stands in the main column, without the country, which has one of its own. */
export const address: FieldType<Address> = {
  name: 'address',
  columns: [
    { suffix: '', type: 'text' },
    ...addressParts.map((name) => ({ suffix: `_${name}`, type: 'text' })),
  ],
  operators: ['contains', 'startsWith', 'eq', 'neq', 'in', 'notIn', 'empty', 'notEmpty'],
  schema: () => shape,
  parse(text) {
    const [, postcode, rest = text] = /^(\d{6}),?\s+(.+)$/s.exec(text) ?? []
    const line1 = rest.replace(/\s+/g, ' ')
    if (line1.length > 500) return { ok: false, error: 'value.too-long', params: { max: 500 } }
    return { ok: true, value: { line1, ...(postcode && { postcode }) } }
  },
  print: (value) => addressLine(value),
  toColumns: (value) => [addressLine(value), ...addressParts.map((name) => value[name] ?? null)],
  fromColumns: ([, ...parts]) =>
    Object.fromEntries(
      addressParts.flatMap((name, at) => (parts[at] == null ? [] : [[name, parts[at]]])),
    ) as Address,
}

/** Countries that write an address from the large to the small. */
const largeFirst = new Set(['RU', 'BY', 'KZ', 'KG', 'UZ', 'TJ', 'TM', 'AM', 'AZ', 'UA', 'MD'])

/** The address in one line, in the order of its country; without one, of its letters. The country itself stands only alone. */
export function addressLine(value: Address): string {
  const { line1, line2, city, region, postcode, country } = value
  const isLargeFirst = country ? largeFirst.has(country) : /[а-яё]/i.test([line1, city, region].join(''))
  // The capital of a region named like it is said once.
  const around = region === city ? undefined : region
  const parts = isLargeFirst
    ? [postcode, around, city, line1, line2]
    : [line1, line2, city, [around, postcode].filter(Boolean).join(' ')]
  return parts.filter(Boolean).join(', ') || (country ?? '')
}

function inOrder(value: Address): Address {
  return Object.fromEntries(
    addressParts.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])),
  )
}
