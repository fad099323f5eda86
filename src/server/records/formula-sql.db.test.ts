import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalog, ids, rows, texts, thing, zones } from '../../../tests/helpers/filters.ts'
import {
  insert,
  readAll,
  type StoredTable,
  type StoredWorld,
  storeWorld,
  worldSchema,
} from '../../../tests/helpers/stored-world.ts'
import { computedTypeOf } from '../../kernel/entities/computed-types.ts'
import type { Field } from '../../kernel/fields/f.ts'
import {
  type Evaluation,
  evaluateFormula,
  fieldValue,
  type Values,
} from '../../kernel/formula/evaluate-formula.ts'
import { FormulaProblem } from '../../kernel/formula/formula-problem.ts'
import type { Kind } from '../../kernel/formula/functions.ts'
import { parseFormula } from '../../kernel/formula/parse-formula.ts'
import { resolveFormula } from '../../kernel/formula/resolve-formula.ts'
import type { Tx } from '../db/database.ts'
import { fieldSql } from './formula-sql.ts'

// Each run is a fresh set of rows asked thirty formulas; raise it for a long search.
const numRuns = Number(process.env.ONWARD_FORMULA_RUNS ?? 60)
const formulasPerRun = 30

let world: StoredWorld
beforeAll(async () => {
  world = await storeWorld()
}, 60_000)
afterAll(() => world?.close())

const leaves: Record<Kind, readonly string[]> = {
  number: ['size', 'weight', 'share', 'stars', '0', '2', '0.5', '1000000', 'length(title)'],
  money: ['price'],
  text: ['title', 'notes', 'story', 'kind', 'company.city', 'company.name', 'company.parent.name', '""'],
  truth: ['active', 'true', 'false'],
  date: ['day', 'at', 'today()'],
  moment: ['at'],
}

const made = new Map<string, fc.Arbitrary<string>>()

/** Each is made once: made anew at every depth they would be tens of thousands. */
function formulas(kind: Kind, depth: number): fc.Arbitrary<string> {
  const key = `${kind} ${depth}`
  const known = made.get(key) ?? formulasOf(kind, depth)
  made.set(key, known)
  return known
}

function formulasOf(kind: Kind, depth: number): fc.Arbitrary<string> {
  const leaf =
    kind === 'text'
      ? fc.oneof(fc.constantFrom(...leaves.text), fc.constantFrom(...texts).map(quoted))
      : fc.constantFrom(...leaves[kind])
  if (depth === 0) return leaf
  const of = (one: Kind) => formulas(one, depth - 1)
  const call = (form: (...args: string[]) => string, ...kinds: Kind[]) =>
    fc.tuple(...kinds.map(of)).map((args) => form(...args))
  const anyKind: Kind[] = ['number', 'money', 'text', 'date']
  const shared = [
    call((a, b, c) => `if(${a}, ${b}, ${c})`, 'truth', kind, kind),
    call((a, b) => `first(${a}, ${b})`, kind, kind),
  ]
  const own: Record<Kind, fc.Arbitrary<string>[]> = {
    number: [
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/'), of('number'), of('number'))
        .map(([sign, a, b]) => `(${a} ${sign} ${b})`),
      call((a) => `-(${a})`, 'number'),
      fc
        .tuple(fc.constantFrom('abs', 'floor', 'ceil', 'round'), of('number'))
        .map(([fn, a]) => `${fn}(${a})`),
      fc.tuple(of('number'), fc.nat(6)).map(([a, digits]) => `round(${a}, ${digits})`),
      fc
        .tuple(fc.constantFrom('min', 'max'), of('number'), of('number'))
        .map(([fn, a, b]) => `${fn}(${a}, ${b})`),
      call((a, b) => `(${a} / ${b})`, 'money', 'money'),
      call((a) => `amount(${a})`, 'money'),
      call((a, b) => `days(${a}, ${b})`, 'date', 'date'),
      fc.tuple(fc.constantFrom('year', 'month', 'weekday'), of('date')).map(([fn, a]) => `${fn}(${a})`),
      fc.constantFrom(
        'count(tags)',
        'count(things.others)',
        'sum(things.others, weight)',
        'count(tags, contains(label, "1"))',
        'sum(tags, length(label))',
      ),
      fc.constantFrom('average(tags, length(label))', 'max(tags, length(label))', 'sum(tags, thing.weight)'),
    ],
    money: [
      fc
        .tuple(fc.constantFrom('+', '-'), of('money'), of('money'))
        .map(([sign, a, b]) => `(${a} ${sign} ${b})`),
      call((a, b) => `(${a} * ${b})`, 'money', 'number'),
      call((a, b) => `(${a} * ${b})`, 'number', 'money'),
      call((a, b) => `(${a} / ${b})`, 'money', 'number'),
      call((a) => `abs(-(${a}))`, 'money'),
      fc.constantFrom('sum(tags, thing.price)', 'min(tags, thing.price)', 'average(tags, thing.price)'),
    ],
    text: [
      call((a, b) => `(${a} & ${b})`, 'text', 'text'),
      fc
        .tuple(fc.constantFrom('left', 'right'), of('text'), fc.nat(4))
        .map(([fn, a, count]) => `${fn}(${a}, ${count})`),
      call((a) => `text(${a})`, 'number'),
      call((a) => `text(${a})`, 'date'),
    ],
    truth: [
      fc
        .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>='), of('number'), of('number'))
        .map(([sign, a, b]) => `(${a} ${sign} ${b})`),
      fc
        .tuple(fc.constantFrom('=', '<>', '<', '>='), of('money'), of('money'))
        .map(([sign, a, b]) => `(${a} ${sign} ${b})`),
      fc
        .tuple(fc.constantFrom('=', '<'), of('date'), of('date'))
        .map(([sign, a, b]) => `(${a} ${sign} ${b})`),
      call((a, b) => `(${a} = ${b})`, 'text', 'text'),
      call((a, b) => `(${a} <> ${b})`, 'text', 'text'),
      call((a, b) => `contains(${a}, ${b})`, 'text', 'text'),
      fc
        .tuple(fc.constantFrom('and', 'or'), of('truth'), of('truth'))
        .map(([word, a, b]) => `(${a} ${word} ${b})`),
      call((a) => `(not ${a})`, 'truth'),
      fc.oneof(...anyKind.map(of)).map((a) => `empty(${a})`),
    ],
    date: [
      fc
        .tuple(fc.constantFrom('addDays', 'addMonths'), of('date'), of('number'))
        .map(([fn, a, b]) => `${fn}(${a}, ${b})`),
      fc
        .tuple(fc.constantFrom('min', 'max'), of('date'), of('date'))
        .map(([fn, a, b]) => `${fn}(${a}, ${b})`),
      fc.constantFrom('max(tags, thing.day)', 'min(tags, thing.day)'),
    ],
    moment: [],
  }
  return fc.oneof(
    { weight: 1, arbitrary: leaf },
    ...[...shared, ...own[kind]].map((arbitrary) => ({ weight: 2, arbitrary })),
  )
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

const kinds: Kind[] = ['number', 'money', 'text', 'truth', 'date']
const question = fc.oneof(...kinds.map((kind) => formulas(kind, 3)))

it('gives the same in SQL and in memory', async () => {
  const worlds = fc.record({
    ...rows,
    timeZone: fc.constantFrom(...zones),
    questions: fc.array(question, { minLength: formulasPerRun, maxLength: formulasPerRun }),
  })
  let asked = 0
  await fc.assert(
    fc.asyncProperty(worlds, async ({ companies, things, tags, timeZone, questions }) => {
      await world.rolledBack(async (tx) => {
        await insert(tx, { companies, things, tags })
        const now = await settle(tx, timeZone)
        const tables = await readAll(tx)
        for (const text of questions) {
          const field = fieldFor(text)
          if (!field) continue
          asked += 1
          expect(await stored(tx, field), text).toEqual(remembered(tables, field, { now, timeZone }))
        }
      })
    }),
    { numRuns },
  )
  expect(asked).toBeGreaterThan(numRuns * 10)
}, 600_000)

it('stays short however deep choices are nested', async () => {
  const nested = (leaf: string) =>
    Array.from({ length: 30 }).reduce<string>((text) => `first(${text}, ${leaf})`, leaf)
  await world.rolledBack(async (tx) => {
    await sql`insert into things (id, size, price, price_currency) values (${ids[0]}, 7, 100, 'RUB')`.execute(
      tx,
    )
    expect(await stored(tx, fieldFor(nested('size'))!)).toEqual([7])
    expect(await stored(tx, fieldFor(nested('price'))!)).toEqual([{ amount: 100, currency: 'RUB' }])
  })
})

it('takes so many formulas behind one another and no more', () => {
  const within = (depth: number): Field => {
    const behind = depth === 0 ? thing.fields : { ...thing.fields, size: within(depth - 1) }
    const field = (of: { fields: Record<string, Field> }, name: string) =>
      of.fields === thing.fields ? (behind as Record<string, Field>)[name] : of.fields[name]
    const type = computedTypeOf('formula')!
    const options = type.options.parse({ formula: 'size + 1' })
    return type.field(options, {}, resolveFormula(type.syntax(options), thing, { catalog, field }))
  }
  expect(within(4).computed?.kind).toBe('number')
  expect(() => within(5)).toThrow('too-large')
})

it.each([
  ['size * 0.1', 'number'],
  ['price * 2', 'money'],
  ['if(size > 1, "много", kind)', 'text'],
  ['если(size > 1 и не пусто(title); "да"; "нет")', 'text'],
  ['СУММА(tags; длина(label))', 'number'],
  ['day = "2026-03-08"', 'truth'],
  ['дней(at, сегодня())', 'number'],
])('%s gives a %s', (text, kind) => {
  expect(fieldFor(text)?.computed?.kind).toBe(kind)
})

it.each([
  ['size +', 'unfinished'],
  ['size ! 1', 'unexpected'],
  ['1 < 2 < 3', 'unexpected'],
  ['nothing + 1', 'unknown-field'],
  ['title.name', 'not-a-link'],
  ['company', 'unusable-field'],
  ['explode(1)', 'unknown-function'],
  ['round(1, size)', 'literal-wanted'],
  ['if(size, 1, 2)', 'wrong-kind'],
  ['title + 1', 'wrong-kind'],
  ['abs(1, 2)', 'wrong-count'],
  ['sum(size, 1)', 'relation-wanted'],
  [`${'('.repeat(60)}1${')'.repeat(60)}`, 'too-deep'],
  [Array.from({ length: 20 }, () => 'size').join(' * '), 'too-large'],
  [`"${'a'.repeat(2001)}"`, 'too-long'],
  ['"a\0b"', 'unexpected'],
])('refuses %s as %s', (text, code) => {
  expect(() => resolveFormula(parseFormula(text), thing, around)).toThrow(code)
})

const around = { catalog, field: (of: { fields: Record<string, Field> }, name: string) => of.fields[name] }

/** The field a formula makes; undefined where it is refused, as one that is too large. */
function fieldFor(text: string): Field | undefined {
  const type = computedTypeOf('formula')!
  try {
    const options = type.options.parse({ formula: text, digits: 3 })
    return type.field(options, {}, resolveFormula(type.syntax(options), thing, around))
  } catch (problem) {
    if (problem instanceof FormulaProblem && problem.code === 'too-large') return undefined
    throw problem
  }
}

/** Makes the schema a workspace in a zone; the moment the database takes for now. */
async function settle(tx: Tx, timeZone: string): Promise<Date> {
  const { rows: found } = await sql<{ now: string }>`
    insert into onward.workspaces (id, schema_name, name, country, currency, time_zone, locale, model, created_at)
    values (${ids[0]}, ${worldSchema}, 'w', 'RU', 'RUB', ${timeZone}, 'ru', 'transactional', now())
    returning now() as now`.execute(tx)
  return new Date(found[0]!.now)
}

async function stored(tx: Tx, field: Field): Promise<unknown[]> {
  const parts = field.type.columns.map((_, part) => fieldSql('f', field, { alias: 't', part }))
  const columns = parts.map((value, part) => sql`${value} as ${sql.id(`c${part}`)}`)
  const { rows: found } = await sql<Record<string, unknown>>`
    select ${sql.join(columns)} from things t order by t.id`.execute(tx)
  return found.map(({ c0, c1 }) => (c0 === null ? null : field.type.fromColumns([c0, c1])))
}

function remembered(
  tables: StoredTable[],
  field: Field,
  clock: Pick<Evaluation, 'now' | 'timeZone'>,
): unknown[] {
  const live = (name: string) =>
    tables
      .find(({ entity }) => entity.name === name)!
      .records.filter(({ isDeleted }) => !isDeleted)
      .map(({ record }) => record as Values)
  const within: Evaluation = {
    ...clock,
    related: (name, id) => live(name).find((one) => one.id === id),
    holding: (name, by, id) => live(name).filter((one) => [one[by]].flat().includes(id)),
  }
  return tables
    .find(({ entity }) => entity === thing)!
    .records.map(({ record }) =>
      fieldValue(field, evaluateFormula(field.computed!, record as Values, within)),
    )
}
