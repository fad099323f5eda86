import fc from 'fast-check'
import { z } from 'zod'
import { type EntityCatalog, entityCatalog, fieldOf } from '../../src/kernel/entities/catalog.ts'
import { defineEntity, type Entity } from '../../src/kernel/entities/entity.ts'
import { type Field, f } from '../../src/kernel/fields/f.ts'
import type { Operator } from '../../src/kernel/fields/field-type.ts'
import { address } from '../../src/kernel/fields/types/postal.ts'
import { richText } from '../../src/kernel/fields/types/rich-text.ts'
import { comparisonOf } from '../../src/kernel/queries/comparison.ts'
import {
  countOperators,
  type FieldTerm,
  type Filter,
  relativePoints,
  type Scalar,
  type TermValue,
} from '../../src/kernel/queries/filter.ts'
import { htmlOf } from '../../src/kernel/text/rich-text.ts'

const kinds = ['new', 'New', 'old%'] as const

/** A small world with every field type, two refs to one entity, a self-reference and a table without recycle bin. */
export const user = defineEntity({
  name: 'user',
  table: 'users',
  title: 'name',
  fields: { name: f.text({ required: true }) },
})

export const company = defineEntity({
  name: 'company',
  table: 'companies',
  title: 'name',
  fields: {
    name: f.text({ required: true }),
    city: f.text(),
    parent: f.ref('company'),
    owner: f.ref('user'),
  },
})

export const thing = defineEntity({
  name: 'thing',
  table: 'things',
  title: 'title',
  fields: {
    title: f.text(),
    notes: f.longText(),
    story: f.richText(),
    site: f.url(),
    email: f.email(),
    phone: f.phone(),
    size: f.integer(),
    weight: f.decimal({ digits: 3 }),
    share: f.percent(),
    stars: f.rating(),
    price: f.money(),
    day: f.date(),
    at: f.dateTime(),
    active: f.boolean(),
    kind: f.choice(['new', 'New', 'old%']),
    marks: f.multiChoice(kinds),
    others: f.refs('thing'),
    place: f.address(),
    city: f.text({ readOnly: true, partOf: 'place', column: 'place_city' }),
    extra: f.json(z.unknown()),
    owner: f.ref('user'),
    company: f.ref('company'),
    partner: f.ref('company'),
  },
})

export const tag = defineEntity({
  name: 'tag',
  table: 'tags',
  title: 'label',
  softDelete: false,
  fields: { label: f.text({ required: true }), thing: f.ref('thing') },
})

export const entities: readonly Entity[] = [user, company, thing, tag]

export const catalog: EntityCatalog = entityCatalog(entities)

/** Letters whose capital joined Unicode after version 10, where servers of different age fold differently. */
export const youngCapitals =
  /[\u1c89\u1c90-\u1cbf\u2c2f\ua7ae-\ua7dc\ua7f5\u{10570}-\u{10595}\u{10d50}-\u{10d65}\u{16e40}-\u{16e5f}\u{16ea0}-\u{16eb8}]/u

/** Small pools make generated filters and rows meet. */
export const ids = Array.from({ length: 6 }, (_, index) => `0197a5c0-0000-7000-8000-00000000000${index}`)

export const zones = [
  'UTC',
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
]

const days = [
  '2026-03-07',
  '2026-03-08',
  '2026-03-09',
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-10-25',
  '2026-11-01',
  '2026-01-31',
  '2011-12-29',
  '2011-12-30',
  '2011-12-31',
  '2018-02-17',
  '2018-02-18',
  '2018-11-04',
  '1900-01-01',
  '1000-01-01',
  '8999-12-31',
]

/** Texts on which case, ё, LIKE and SQL quoting go wrong. */
export const texts = [
  'Ёлка',
  'елка',
  'ЁЛКА',
  'е\u0308лка',
  'ß',
  'ẞ',
  'ss',
  'straße',
  'STRASSE',
  'İ',
  'I',
  'i',
  'ı',
  'i\u0307',
  'İ\u0307',
  'ΟΔΟΣ',
  'οδος',
  'οδοσ',
  'ΣΑΣ ΣΑΣ',
  'Σ.',
  'é',
  'e\u0301',
  'É',
  '100%',
  '100_',
  '1001',
  '%',
  '_',
  '\\',
  'a\\b',
  'a\\\\b',
  '\\%',
  '🙂',
  '👩‍👩‍👧',
  'ǅ',
  'Ǆ',
  '\u212a',
  'k',
  'Å',
  '\u212b',
  'ﬁ',
  'Ω',
  'Ⅷ',
  ' ',
  '\u00a0',
  "'; drop table things; --",
  '"',
  '$1',
  '{}',
  'null',
  '\n',
  '1',
  'ЖУК',
  'жук',
]

const pooledText = fc.oneof(
  fc.constantFrom(...texts),
  fc.tuple(fc.constantFrom(...texts), fc.constantFrom(...texts)).map(([a, b]) => a + b),
)
const anyText = fc.oneof(
  { weight: 4, arbitrary: pooledText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter(isStorable) },
)
const emails = ['a@x.ru', 'anna_k@x.ru', 'ёж@пример.рф', 'a%b@x.ru']
const phones = ['+79161234567', '+74951234567;ext=12', '+35312345678']
const amounts = [-1, 0, 1, 100, 101, 9_000_000_000_000_00]
const money = fc.record({ amount: fc.constantFrom(...amounts), currency: fc.constantFrom('RUB', 'EUR') })
const sizes = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom(-2_147_483_648, 2_147_483_647))
const weights = fc.constantFrom(-1.5, 0, 0.1, 0.125, 1, 1.5, 2.5, 1_000_000_000.125)
const someId = fc.constantFrom(...ids)

/** Moments within two hours of a midnight somewhere, on the millisecond and around it. */
export const moments = fc
  .record({
    day: fc.constantFrom(...days.filter((day) => day > '1900' && day < '8999')),
    hours: fc.integer({ min: -14, max: 38 }),
    halves: fc.constantFrom(0, 30, 45),
    ms: fc.constantFrom(-1, 0, 1),
  })
  .map(({ day, hours, halves, ms }) =>
    new Date(Date.parse(day) + hours * 3_600_000 + halves * 60_000 + ms).toISOString(),
  )

/** A stored row of a table, its columns by name; moments may hold microseconds no API value shows. */
export const rows = {
  companies: rowsOf({
    name: pooledText,
    city: orNull(fc.oneof(anyText, fc.constant(''))),
    parent_id: orNull(someId),
    owner_id: orNull(someId),
    deleted_at: fc.option(fc.constant('2026-01-01T00:00:00Z'), { freq: 4 }),
  }),
  things: rowsOf({
    title: orNull(fc.oneof(anyText, fc.constant(''))),
    notes: orNull(pooledText),
    story: orNull(pooledText),
    site: orNull(pooledText),
    email: orNull(fc.constantFrom(...emails)),
    phone: orNull(fc.constantFrom(...phones)),
    size: orNull(sizes),
    weight: orNull(weights),
    share: orNull(weights),
    stars: orNull(fc.integer({ min: 1, max: 5 })),
    marks: orNull(fc.subarray([...kinds], { minLength: 1 })),
    others: orNull(fc.subarray([...ids], { minLength: 1, maxLength: 3 })),
    price: orNull(money),
    place: orNull(fc.record({ line1: pooledText, city: orNull(pooledText) })),
    day: orNull(fc.constantFrom(...days)),
    at: orNull(
      fc.tuple(moments, fc.constantFrom('', '001', '999')).map(([at, micro]) => at.replace('Z', `${micro}Z`)),
    ),
    active: orNull(fc.boolean()),
    kind: orNull(fc.constantFrom('new', 'New', 'old%')),
    extra: orNull(fc.constantFrom<unknown>({}, [], 'text', 0, false, '')),
    owner_id: orNull(someId),
    company_id: orNull(someId),
    partner_id: orNull(someId),
    deleted_at: fc.option(fc.constant('2026-01-01T00:00:00Z'), { freq: 4 }),
  }).map((things) =>
    things.map(({ price, place, story, ...rest }) => ({
      ...rest,
      ...(story && storyColumns(story)),
      ...{ price: price?.amount, price_currency: price?.currency },
      ...(place && placeColumns(place)),
    })),
  ),
  tags: rowsOf({ label: pooledText, thing_id: orNull(someId) }),
}

/** Rich text as its columns hold it. */
function storyColumns(text: string): object {
  const [story, html] = richText.toColumns(htmlOf(text))
  return { story, story_html: html }
}

/** An address as its columns hold it. */
function placeColumns({ line1, city }: { line1: string; city: string | null }): object {
  const values = address.toColumns({ line1, ...(city !== null && { city }) })
  return Object.fromEntries(address.columns.map(({ suffix }, at) => [`place${suffix}`, values[at] ?? null]))
}

/** Filters on an entity that `checkFilter` accepts. */
export function filtersOn(entity: Entity, depth = 3): fc.Arbitrary<Filter> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: termOn(entity, 2) },
    { weight: 1, arbitrary: relatedTo(entity, depth) },
  )
  if (depth === 0) return leaf
  const part = filtersOn(entity, depth - 1)
  const parts = fc.array(part, { maxLength: 3 })
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: parts.map((all) => ({ all })) },
    { weight: 2, arbitrary: parts.map((any) => ({ any })) },
    { weight: 1, arbitrary: part.map((not) => ({ not })) },
  )
}

function termOn(entity: Entity, hops: number): fc.Arbitrary<FieldTerm> {
  const names = ['id', ...Object.keys(entity.fields)]
  return fc.tuple(fc.constantFrom(...names), fc.nat(9)).chain(([name, dice]) => {
    // Every name is one of the entity's own.
    const field = fieldOf(entity, name)!
    const target = field.type.name === 'ref' && name !== 'id' ? catalog.entity(field.options.to) : undefined
    if (target && hops > 0 && dice > 3)
      return termOn(target, hops - 1).map((term) => ({ ...term, field: `${name}.${term.field}` }))
    return fc
      .constantFrom(...field.type.operators)
      .chain((op) =>
        valueFor(op, field).map((value) =>
          value === undefined ? { field: name, op } : { field: name, op, value },
        ),
      )
  })
}

function relatedTo(entity: Entity, depth: number): fc.Arbitrary<Filter> {
  const relations = catalog.allRelationsOf(entity)
  if (relations.length === 0) return termOn(entity, 2)
  return fc.constantFrom(...relations).chain((relation) =>
    fc.record(
      {
        related: fc.constantFrom(relation.name, `${relation.entity.table}.${relation.field}`),
        where: depth > 0 ? filtersOn(relation.entity, depth - 1) : termOn(relation.entity, 2),
        count: fc.record({ op: fc.constantFrom(...countOperators), value: fc.integer({ min: 0, max: 3 }) }),
      },
      { requiredKeys: ['related'] },
    ),
  )
}

function valueFor(op: Operator, field: Field): fc.Arbitrary<TermValue | undefined> {
  if (op === 'empty' || op === 'notEmpty') return fc.constant(undefined)
  const scalar = scalarOf(op, field)
  const isUser = field.type.name === 'ref' && field.options.to === 'user'
  const one = isUser ? fc.oneof(scalar, fc.constant({ me: true } as const)) : scalar
  if (op === 'between') return between(one, field)
  if (op !== 'in' && op !== 'notIn' && op !== 'hasAll') return one
  const list = fc.array(one, { minLength: 1, maxLength: 3 })
  return isUser ? fc.oneof(list, fc.constant({ myTeam: true } as const)) : list
}

function between(one: fc.Arbitrary<Scalar>, field: Field): fc.Arbitrary<TermValue> {
  if (field.type.name !== 'money') return fc.tuple(one, one)
  return fc
    .tuple(fc.constantFrom(...amounts), fc.constantFrom(...amounts), fc.constantFrom('RUB', 'EUR'))
    .map(([from, to, currency]) => [
      { amount: from, currency },
      { amount: to, currency },
    ])
}

function scalarOf(op: Operator, field: Field): fc.Arbitrary<Scalar> {
  const wholeDays = fc.constantFrom(...relativePoints.filter((point) => point !== 'now'))
  const relative = fc.oneof(
    fc.record({ relative: wholeDays }),
    fc.record({
      relative: wholeDays,
      offset: fc.record(
        { days: fc.integer({ min: -2, max: 2 }), weeks: fc.nat(1), months: fc.nat(1) },
        { requiredKeys: [] },
      ),
    }),
    fc.record({
      relative: fc.constant('now'),
      offset: fc.record(
        { hours: fc.integer({ min: -25, max: 25 }), days: fc.integer({ min: -1, max: 1 }) },
        { requiredKeys: [] },
      ),
    }),
  ) as fc.Arbitrary<Scalar>
  switch (comparisonOf(field)) {
    case 'number':
      return field.type.name === 'integer' || field.type.name === 'rating' ? sizes : weights
    case 'set':
      return field.type.name === 'refs' ? someId.map((id) => id.toUpperCase()) : fc.constantFrom(...kinds)
    case 'money':
      return money
    case 'day':
      return fc.oneof(fc.constantFrom(...days), relative)
    case 'moment':
      return fc.oneof(moments, fc.constantFrom(...days), relative)
    case 'code': {
      const stored = fc.constantFrom(...(field.type.name === 'email' ? emails : phones))
      return op === 'contains' || op === 'startsWith'
        ? stored.chain(partOf)
        : stored.map((text) => text.toUpperCase())
    }
    case 'exact':
      if (field.type.name === 'boolean') return fc.boolean()
      return field.type.name === 'ref'
        ? someId.map((id) => id.toUpperCase())
        : fc.constantFrom(...(field.options.choices as string[]))
    default:
      return op === 'contains' || op === 'startsWith' ? fc.oneof(anyText, pooledText.chain(partOf)) : anyText
  }
}

function partOf(text: string): fc.Arbitrary<string> {
  const letters = [...text]
  return fc
    .tuple(fc.nat(letters.length - 1), fc.integer({ min: 1, max: 3 }))
    .map(([start, length]) => letters.slice(start, start + length).join(''))
}

function rowsOf<Row extends object>(columns: { [Name in keyof Row]: fc.Arbitrary<Row[Name]> }) {
  return fc
    .array(fc.record<Row>(columns), { minLength: ids.length, maxLength: ids.length })
    .map((list) => list.map((row, index) => ({ ...row, id: ids[index]! })))
}

function orNull<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(arbitrary, { freq: 5 })
}

function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text) && !youngCapitals.test(text)
}
