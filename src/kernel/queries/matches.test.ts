import { describe, expect, it } from 'vitest'
import { catalog, company, ids, tag, thing, user } from '../../../tests/helpers/filters.ts'
import { f } from '../fields/f.ts'
import type { TextEnv } from '../fields/field-type.ts'
import { comparisonOf } from './comparison.ts'
import type { Filter, TermValue } from './filter.ts'
import { type MatchContext, matches, type RecordValues } from './matches.ts'

const [me, colleague, stranger] = ids as [string, string, string]
const parent = { id: ids[3]!, name: 'Холдинг', city: null, parent: null, owner: stranger }
const employer = { id: ids[4]!, name: 'Ромашка', city: 'Орёл', parent: parent.id, owner: me }
const tables = new Map<unknown, RecordValues[]>([
  [
    user,
    [
      { id: me, name: 'Анна' },
      { id: stranger, name: 'Пётр' },
    ],
  ],
  [company, [parent, employer]],
  [
    tag,
    [
      { id: ids[0], label: 'a', thing: ids[0] },
      { id: ids[1], label: 'b', thing: ids[0] },
    ],
  ],
])

const context: MatchContext = {
  entity: thing,
  catalog,
  actor: { userId: me, teamMemberIds: [me, colleague] },
  now: new Date('2026-11-22T21:30:00.000Z'),
  timeZone: 'Europe/Moscow',
  related: ({ entity, field, id }) => (tables.get(entity) ?? []).filter((record) => record[field] === id),
}

const full: RecordValues = {
  id: ids[0],
  title: 'Поставка ЁЛОК 100%',
  email: 'anna@x.ru',
  phone: '+79161234567',
  size: 10,
  price: { amount: 5000, currency: 'RUB' },
  day: '2026-11-22',
  // 23 November in Moscow.
  at: '2026-11-22T21:30:00.000Z',
  active: false,
  kind: 'new',
  extra: {},
  owner: colleague,
  company: employer.id,
  partner: null,
}
const bare: RecordValues = { id: ids[1] }

const holds = (filter: Filter, record = full, changed: Partial<MatchContext> = {}) =>
  matches(filter, record, { ...context, ...changed })

describe('a term', () => {
  const rub = (amount: number) => ({ amount, currency: 'RUB' })
  const cases: [string, string, TermValue | undefined, boolean][] = [
    ['title', 'eq', 'поставка елок 100%', true],
    ['title', 'eq', 'поставка', false],
    ['title', 'in', ['x', 'ПОСТАВКА ёлок 100%'], true],
    ['title', 'contains', 'ЕЛОК', true],
    ['title', 'contains', '100_', false],
    ['title', 'startsWith', 'поставка ё', true],
    ['title', 'startsWith', 'ёлок', false],
    ['title', 'neq', 'поставка елок 100%', false],
    ['email', 'eq', 'ANNA@X.RU', true],
    ['phone', 'contains', '916', true],
    ['size', 'gt', 10, false],
    ['size', 'gte', 10, true],
    ['size', 'lt', 10, false],
    ['size', 'lte', 10, true],
    ['size', 'gt', 9, true],
    ['size', 'between', [10, 11], true],
    ['size', 'between', [11, 10], false],
    ['size', 'notIn', [9, 10], false],
    ['price', 'eq', rub(5000), true],
    ['price', 'gt', rub(4999), true],
    ['price', 'gt', { amount: 1, currency: 'EUR' }, false],
    ['price', 'lt', { amount: 9999, currency: 'EUR' }, false],
    ['price', 'neq', { amount: 5000, currency: 'EUR' }, true],
    ['price', 'between', [rub(5000), rub(5000)], true],
    ['day', 'eq', { relative: 'today' }, false],
    ['day', 'eq', { relative: 'today', offset: { days: -1 } }, true],
    ['day', 'lt', { relative: 'startOfWeek' }, true],
    ['day', 'between', ['2026-11-22', '2026-11-22'], true],
    ['at', 'eq', { relative: 'today' }, true],
    ['at', 'eq', '2026-11-22', false],
    ['at', 'gt', '2026-11-22', true],
    ['at', 'gt', '2026-11-23', false],
    ['at', 'gte', '2026-11-23', true],
    ['at', 'lte', '2026-11-22', false],
    ['at', 'lte', '2026-11-23', true],
    ['at', 'lt', '2026-11-23', false],
    ['at', 'between', ['2026-11-01', '2026-11-22'], false],
    ['at', 'between', ['2026-11-01', '2026-11-23'], true],
    ['at', 'eq', '2026-11-23T00:30:00+03:00', true],
    ['at', 'lte', { relative: 'now' }, true],
    ['at', 'gt', { relative: 'now', offset: { hours: -1 } }, true],
    ['active', 'eq', false, true],
    ['active', 'empty', undefined, false],
    ['kind', 'in', ['new', 'old%'], true],
    ['kind', 'eq', 'New', false],
    ['extra', 'notEmpty', undefined, true],
    ['id', 'in', [ids[0]!.toUpperCase()], true],
    ['owner', 'eq', { me: true }, false],
    ['owner', 'neq', { me: true }, true],
    ['owner', 'in', { myTeam: true }, true],
    ['owner', 'in', [{ me: true }, colleague], true],
    ['company.city', 'eq', 'орел', true],
    ['company.owner', 'eq', { me: true }, true],
    ['company.parent.name', 'eq', 'холдинг', true],
    ['company.parent.city', 'empty', undefined, true],
    ['company.owner.name', 'neq', 'анна', false],
    ['partner.city', 'eq', 'орел', false],
    ['partner.city', 'neq', 'орел', true],
    ['partner.city', 'empty', undefined, true],
    ['partner.city', 'notEmpty', undefined, false],
  ]
  it.each(cases)('%s %s %j: %s', (field, op, value, expected) => {
    const term = { field, op, value } as Filter
    expect(holds(term)).toBe(expected)
    expect(holds({ not: term })).toBe(!expected)
  })

  const anyValue: Record<string, TermValue> = {
    price: rub(1),
    day: '2026-01-01',
    at: '2026-01-01',
    active: true,
    kind: 'new',
  }
  const named = Object.entries(thing.fields).flatMap(([name, field]) =>
    field.type.operators.map((op) => [name, op] as const),
  )
  it.each(named)('on an empty %s, %s is true only of emptiness and difference', (field, op) => {
    const { type } = thing.fields[field]!
    const one =
      anyValue[field] ??
      (type.name === 'ref' || type.name === 'refs'
        ? me
        : type.name === 'integer'
          ? 1
          : type.name === 'dateTime'
            ? '2026-01-01'
            : 'x')
    const value =
      op === 'in' || op === 'notIn' || op === 'hasAll' ? [one] : op === 'between' ? [one, one] : one
    const term = { field, op, ...(op === 'empty' || op === 'notEmpty' ? {} : { value }) } as Filter
    expect(holds(term, bare)).toBe(op === 'empty' || op === 'neq' || op === 'notIn')
  })

  it('takes text of no characters for no value', () => {
    expect(holds({ field: 'title', op: 'empty' }, { id: ids[1], title: '' })).toBe(true)
    expect(holds({ field: 'title', op: 'neq', value: 'x' }, { id: ids[1], title: '' })).toBe(true)
  })

  it('takes "me" for nobody when the system asks', () => {
    const system = { actor: { userId: 'system', teamMemberIds: [] } }
    expect(holds({ field: 'owner', op: 'in', value: { myTeam: true } }, full, system)).toBe(false)
    expect(holds({ field: 'owner', op: 'neq', value: { me: true } }, full, system)).toBe(true)
  })
})

describe('related records', () => {
  const cases: [Filter, boolean][] = [
    [{ related: 'tags' }, true],
    [{ related: 'tags', where: { field: 'label', op: 'eq', value: 'A' } }, true],
    [{ related: 'tags', where: { field: 'label', op: 'eq', value: 'c' } }, false],
    [{ related: 'tags', count: { op: 'eq', value: 2 } }, true],
    [{ related: 'tags', count: { op: 'gt', value: 2 } }, false],
    [
      { related: 'tags', where: { field: 'label', op: 'neq', value: 'a' }, count: { op: 'lte', value: 1 } },
      true,
    ],
    [
      {
        related: 'tags',
        where: { field: 'thing.company.name', op: 'eq', value: 'x' },
        count: { op: 'eq', value: 0 },
      },
      true,
    ],
  ]
  it.each(cases)('%j: %s', (filter, expected) => {
    expect(holds(filter)).toBe(expected)
    expect(holds({ not: filter })).toBe(!expected)
  })
})

describe('groups', () => {
  it('of nothing are true for all and false for any', () => {
    expect(holds({ all: [] })).toBe(true)
    expect(holds({ any: [] })).toBe(false)
    expect(holds({ not: { all: [] } })).toBe(false)
  })

  it('negate as a whole', () => {
    const size: Filter = { field: 'size', op: 'gt', value: 5 }
    const kind: Filter = { field: 'kind', op: 'eq', value: 'New' }
    expect(holds({ not: { all: [size, kind] } })).toBe(true)
    expect(holds({ not: { any: [size, kind] } })).toBe(false)
  })
})

describe('comparisonOf', () => {
  it('knows every field type', () => {
    const made = [
      f.text(),
      f.longText(),
      f.richText(),
      f.integer(),
      f.decimal(),
      f.percent(),
      f.rating(),
      f.money(),
      f.date(),
      f.dateTime(),
      f.boolean(),
      f.email(),
      f.phone(),
      f.url(),
      f.address(),
      f.file(),
    ]
    expect(made.length + ['choice', 'multiChoice', 'ref', 'refs', 'json'].length).toBe(Object.keys(f).length)
    for (const field of [...made, ...Object.values(thing.fields)]) expect(comparisonOf(field)).toBeTruthy()
  })

  it('keeps phones and addresses in the form their type stores', () => {
    const env: TextEnv = { locale: 'ru', timeZone: 'UTC', country: 'RU', currency: 'RUB' }
    for (const [field, text] of [
      [f.email(), 'Anna@X.ru'],
      [f.phone(), '8 (916) 123-45-67'],
    ] as const) {
      const parsed = field.type.parse(text, field.options, env)
      expect(comparisonOf(field)).toBe('code')
      expect(parsed).toMatchObject({ ok: true, value: parsed.ok && parsed.value.toLowerCase() })
    }
  })
})
