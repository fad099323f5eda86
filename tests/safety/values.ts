import fc from 'fast-check'
import type { Entity } from '../../src/kernel/entities/entity.ts'
import type { Schema } from './operations.ts'

/** Ids that exist and fit a place of a request, such as `changes.owner`. */
export type Known = (at: string) => string[]

/** Texts that have broken programs before; no two of them for the same reason. */
const texts = [
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  'Infinity',
  '1e400',
  '9223372036854775808',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\u202eright to left',
  '\ufeff',
  'Ёж №1 ё',
  'İıſK',
  '👩‍👩‍👧‍👦'.repeat(10),
  'ﷺ'.repeat(60),
  'é\u0301\u0301\u0301',
  "'; drop table leads; --",
  '" or 1=1 --',
  '%',
  '_',
  '\\',
  '\\x00',
  '$1',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\r\nset-cookie: x=1',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31T23:59:59-23:59',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]

const longTexts = ['x'.repeat(70_000), 'я'.repeat(20_001), ' '.repeat(70_000)]

/** Values that have no business where they come. `__proto__` is made a key of its own by the parser, as a client does. */
const values: unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  0.1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e308,
  -1e308,
  5e-324,
  [],
  [null],
  [[[]]],
  {},
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  { constructor: 1, toString: 1, valueOf: 1 },
  { length: 1e9 },
  nested(40),
  nested(3000),
  Array.from({ length: 5000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, index])),
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 ? { a: value } : [value]
  return value
}

/** A text as somebody might send it: tricky, long or made at random. */
export const hostileText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.constantFrom(...longTexts) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

export const hostileValue = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 4, arbitrary: fc.constantFrom(...values) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** A value the schema allows, leaning towards its borders. */
export function valid(schema: Schema, known: Known, at = ''): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((one) => valid(one, known, at)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known, at)
    case 'array':
      return fc.array(valid(schema.items ?? {}, known, `${at}[]`), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      })
    case 'string':
      return textOf(schema, known, at)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf(schema: Schema, known: Known, at: string): fc.Arbitrary<unknown> {
  const inside = (name: string) => (at ? `${at}.${name}` : name)
  const members = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, one]) => [name, valid(one, known, inside(name))]),
  )
  const named = fc.record(members, { requiredKeys: schema.required ?? [] })
  if (typeof schema.additionalProperties !== 'object') return named
  const key = valid(schema.propertyNames ?? { type: 'string' }, known).map(String)
  return fc.dictionary(key, valid(schema.additionalProperties, known, `${at}.*`), { maxKeys: 4 })
}

function numberOf({ minimum = -(2 ** 53), maximum = 2 ** 53 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.max(minimum, Number.MIN_SAFE_INTEGER), Math.min(maximum, Number.MAX_SAFE_INTEGER)]
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }))
}

const moment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const formats: Record<string, fc.Arbitrary<string>> = {
  'date-time': moment,
  date: moment.map((text) => text.slice(0, 10)),
  uri: fc.constantFrom('https://example.com', 'http://пример.рф/a?b#c', 'https://example.com/%00'),
  email: fc.emailAddress(),
}

function textOf({ format, pattern, minLength = 0, maxLength = 200 }: Schema, known: Known, at: string) {
  if (format === 'uuid') {
    const there = known(at)
    const random = fc.uuid({ version: 7 })
    return there.length > 0
      ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: random })
      : random
  }
  const made = format && formats[format]
  if (made) return made
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength: Math.max(1, minLength), maxLength: Math.min(maxLength, 60) }),
    fc.constantFrom(...texts.filter((text) => text.trim().length >= minLength && text.length <= maxLength)),
    fc.constant('я'.repeat(Math.min(maxLength, 20_000))),
  )
}

/** The value with one place of it gone wrong: replaced, left out, or with something beside it. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(value)
  return fc
    .tuple(
      fc.constantFrom(...places),
      fc.constantFrom('replace', 'remove', 'add'),
      hostileValue,
      fc.constantFrom('id', 'role', 'workspaceId', 'extra', 'constructor', '__proto__', ''),
    )
    .map(([place, how, other, name]) => changed(value, place, how, other, name))
}

type Place = (string | number)[]

function placesOf(value: unknown, at: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [at]
  const members: [string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, 5).map((one, index) => [index, one])
    : Object.entries(value).slice(0, 40)
  return [at, ...members.flatMap(([name, one]) => placesOf(one, [...at, name]))]
}

function changed(
  value: unknown,
  [first, ...rest]: Place,
  how: string,
  other: unknown,
  name: string,
): unknown {
  if (first === undefined) return how === 'add' ? withMember(value, name, other) : other
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  const members = copy as Record<string | number, unknown>
  if (rest.length === 0 && how === 'remove') delete members[first]
  else members[first] = changed(members[first], rest, how, other, name)
  return copy
}

function withMember(value: unknown, name: string, other: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return other
  // Assigned, `__proto__` would not become a member.
  return Object.defineProperty({ ...value }, name, { value: other, enumerable: true })
}

const strangeNames = fc.oneof(
  fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    'id;',
    't.id',
    'owner.name',
    'owner.constructor',
    '-',
  ),
  hostileText,
)

/** The languages of lists over the fields of an entity: filter, sort and cursor, mostly well put. */
export function languagesOf(entity?: Entity): Record<string, fc.Arbitrary<string>> {
  const names = Object.keys(entity?.fields ?? { name: 0, title: 0, amount: 0, owner: 0, stage: 0 })
  const fieldName = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('id', ...names) },
    { weight: 1, arbitrary: strangeNames },
  )
  const ops = [
    'eq',
    'neq',
    'in',
    'contains',
    'startsWith',
    'lt',
    'gte',
    'between',
    'empty',
    'notEmpty',
    'constructor',
  ]
  const text = fc.string({ maxLength: 10 })
  const plain = fc.oneof(
    text,
    fc.integer(),
    moment,
    fc.uuid(),
    fc.boolean(),
    fc.array(text, { maxLength: 3 }),
  )
  const condition = fc.record(
    {
      field: fieldName,
      op: fc.constantFrom(...ops),
      value: fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: hostileValue }),
    },
    { requiredKeys: ['field', 'op'] },
  )
  const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      { weight: 5, arbitrary: condition },
      { weight: 1, arbitrary: fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ not: tie('filter') }) },
      { weight: 1, arbitrary: hostileValue },
    ),
  }))
  const key = fc.tuple(fc.constantFrom('', '-'), fieldName).map(([sign, name]) => sign + name)
  const cursor = fc.oneof(fc.array(fc.oneof(plain, hostileValue), { maxLength: 4 }), hostileValue)
  return {
    filter: filter.map((value) => JSON.stringify(value) ?? ''),
    sort: fc.array(key, { minLength: 1, maxLength: 4 }).map((keys) => keys.join(',')),
    cursor: cursor.map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
  }
}
