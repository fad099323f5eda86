import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { columnsOf } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import type { FunctionName } from '../../kernel/formula/functions.ts'
import type { FieldNode, Formula, RollUp } from '../../kernel/formula/resolve-formula.ts'
import { currencyDigits } from '../../kernel/text/currency.ts'

/**
 * One column of a field as it is read: the column itself or, for a field that is computed, its formula. `alias` is that
 * of the entity's table, null where columns stand without one. Values stand in the text, so that an index on the same expression serves.
 */
export function fieldSql(
  name: string,
  field: Field,
  { alias, part = 0 }: { alias: Alias; part?: number },
): RawBuilder<unknown> {
  if (!field.computed) return idIn(alias, columnsOf(name, field)[part]!.column)
  const told = bounded(field, formulaSql(field.computed, alias))
  return part === 0 ? told.value : told.currency!
}

type Alias = string | null

const idIn = (alias: Alias, column: string) => (alias === null ? sql.id(column) : sql.id(alias, column))

/** What a part of a formula is in SQL. An amount is in minor units, of a currency; the currency of none is not asked. */
interface Told {
  value: RawBuilder<unknown>
  currency?: RawBuilder<unknown>
}

function formulaSql(formula: Formula, alias: Alias): Told {
  switch (formula.node) {
    case 'literal':
      return { value: literalSql(formula) }
    case 'field':
      return pathSql(formula, alias)
    case 'call':
      return callSql(formula, alias)
    case 'rollUp':
      return rollUpSql(formula, alias)
  }
}

function literalSql({ kind, value }: Extract<Formula, { node: 'literal' }>): RawBuilder<unknown> {
  const types = {
    number: 'float8',
    text: 'text',
    truth: 'boolean',
    date: 'date',
    money: 'float8',
    moment: 'timestamptz',
  }
  return sql.raw(`${pg.escapeLiteral(String(value))}::${types[kind]}`)
}

/** The value of a field as its column holds it: rounded, and nothing where it is too large. */
function bounded({ type, options }: Field, { value, currency }: Told): Told {
  if (type.name === 'money')
    return { value: sql`onward.rounded(${value}, 0, 900000000000000)::bigint`, currency }
  if (type.name !== 'decimal' && type.name !== 'percent')
    return { value: type.columns[0]!.type === 'text' ? sql`nullif(${value}, '')` : value }
  const shown = type.name === 'percent' ? sql`${value} * 100` : value
  return { value: sql`onward.rounded(${shown}, ${sql.lit(options.digits ?? 2)}, 1000000000000)` }
}

function pathSql({ hops, name, field, kind }: FieldNode, alias: Alias): Told {
  const at = hops.length === 0 ? alias : `${alias}_${hops.length}`
  const told: Told = { value: operand(field, fieldSql(name, field, { alias: at })) }
  if (kind === 'money') told.currency = fieldSql(name, field, { alias: at, part: 1 })
  const behind = (value: RawBuilder<unknown>) => {
    if (hops.length === 0) return value
    const froms = hops.map(({ to }, index) => sql`${sql.id(to.table)} ${sql.id(`${alias}_${index + 1}`)}`)
    const conditions = hops.map(({ name: ref, from, to }, index) => {
      const [holder, held] = [index === 0 ? alias : `${alias}_${index}`, `${alias}_${index + 1}`]
      const joined = sql`${sql.id(held, 'id')} = ${fieldSql(ref, from.fields[ref]!, { alias: holder })}`
      return to.softDelete ? sql`${joined} and ${sql.id(held, 'deleted_at')} is null` : joined
    })
    return sql`(select ${value} from ${sql.join(froms)} where ${sql.join(conditions, sql` and `)})`
  }
  return { value: behind(told.value), ...(told.currency && { currency: behind(told.currency) }) }
}

/** A column as formulas calculate with it: numbers as doubles, percentages as fractions. */
function operand({ type }: Field, column: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (type.name) {
    case 'percent':
      return sql`(${column}::float8 / 100)`
    case 'integer':
    case 'decimal':
    case 'rating':
    case 'money':
      return sql`${column}::float8`
    default:
      return column
  }
}

const signs: Partial<Record<FunctionName, RawBuilder<unknown>>> = {
  add: sql`+`,
  subtract: sql`-`,
  multiply: sql`*`,
  eq: sql`=`,
  neq: sql`<>`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
  and: sql`and`,
  or: sql`or`,
}

function callSql(call: Extract<Formula, { node: 'call' }>, alias: Alias): Told {
  const args = call.args.map((one) => formulaSql(one, alias))
  if (call.fn === 'if' || call.fn === 'first') return chosen(call.fn, args)
  if (call.fn === 'amount') return { value: wholeUnits(args[0]!) }
  if (call.fn !== 'empty' && args.some(({ currency }) => currency)) return ofMoney(call.fn, args)
  return {
    value: plain(
      call,
      args.map(({ value }) => value),
    ),
  }
}

/** The value stands once however deep choices are nested; doubled at each level, the statement would have no end. */
function chosen(fn: 'if' | 'first', args: readonly Told[]): Told {
  const [condition, then, otherwise] = args
  const currency = fn === 'if' ? otherwise!.currency : args[0]!.currency
  if (fn === 'if') {
    const either = (of: (one: Told) => RawBuilder<unknown>) =>
      sql`(case when ${condition!.value} then ${of(then!)} else ${of(otherwise!)} end)`
    return {
      value: either((one) => one.value),
      ...(currency && { currency: either((one) => one.currency!) }),
    }
  }
  const cases = args.map((one) => sql`when ${one.value} is not null then ${one.currency}`)
  return {
    value: sql`coalesce(${sql.join(args.map(({ value }) => value))})`,
    ...(currency && { currency: sql`(case ${sql.join(cases, sql` `)} end)` }),
  }
}

function plain(
  { fn, args: parts }: Extract<Formula, { node: 'call' }>,
  args: RawBuilder<unknown>[],
): RawBuilder<unknown> {
  const [one, other] = args
  const isText = parts[0]?.kind === 'text'
  switch (fn) {
    case 'eq':
    case 'neq':
      return isText
        ? sql`(onward.fold(${one}) ${signs[fn]!} onward.fold(${other}))`
        : sql`(${one} ${signs[fn]!} ${other})`
    case 'divide':
      return sql`(${one} / nullif(${other}, 0))`
    case 'not':
      return sql`(not ${one})`
    case 'negate':
      return sql`(0 - ${one})`
    case 'abs':
    case 'floor':
    case 'ceil':
      return sql`${sql.raw(fn)}(${one})`
    case 'round':
      return sql`round(${one}::numeric, ${sql.lit(digitsOf(parts[1]))})::float8`
    case 'min':
      return sql`least(${sql.join(args)})`
    case 'max':
      return sql`greatest(${sql.join(args)})`
    case 'empty':
      return isText ? sql`(coalesce(${one}, '') = '')` : sql`(${one} is null)`
    case 'join':
      return sql`(coalesce(${one}, '') || coalesce(${other}, ''))`
    case 'text':
      return textSql(parts[0]!, one!)
    case 'length':
      return sql`char_length(${one})::float8`
    case 'left':
    case 'right':
      return sql`${sql.raw(fn)}(${one}, ${other}::integer)`
    case 'contains':
      return sql`(position(onward.fold(${other}) in onward.fold(${one})) > 0)`
    case 'today':
      return sql`onward.today()`
    case 'date':
      return one!
    case 'dateOf':
      return sql`onward.day_of(${one})`
    case 'days':
      return sql`(${other} - ${one})::float8`
    case 'addDays':
      return sql`onward.add_days(${one}, ${other})`
    case 'addMonths':
      return sql`onward.add_months(${one}, ${other})`
    case 'year':
    case 'month':
      return sql`extract(${sql.raw(fn)} from ${one})::float8`
    case 'weekday':
      return sql`extract(isodow from ${one})::float8`
    default:
      return sql`(${one} ${signs[fn]!} ${other})`
  }
}

const digitsOf = (part: Formula | undefined) =>
  part?.node === 'literal' ? Math.min(Number(part.value), 6) : 0

function textSql({ kind }: Formula, value: RawBuilder<unknown>): RawBuilder<unknown> {
  if (kind === 'number') return sql`trim_scale(round(${value}::numeric, 6))::text`
  return kind === 'date' ? sql`to_char(${value}, 'YYYY-MM-DD')` : value
}

/** Amounts of one currency; what is worth more in another nobody knows. */
function ofMoney(fn: FunctionName, [one, other]: readonly Told[]): Told {
  if (!other) {
    const { value, currency } = one!
    return { value: fn === 'abs' ? sql`abs(${value})` : sql`(0 - ${value})`, currency }
  }
  if (!one!.currency || !other.currency) {
    const value =
      fn === 'divide'
        ? sql`(${one!.value} / nullif(${other.value}, 0))`
        : sql`(${one!.value} * ${other.value})`
    return { value, currency: one!.currency ?? other.currency }
  }
  const within = (value: RawBuilder<unknown>) =>
    sql`(case when ${one!.currency} = ${other.currency} then ${value} end)`
  if (fn === 'divide') return { value: within(sql`${one!.value} / nullif(${other.value}, 0)`) }
  const value = within(sql`${one!.value} ${signs[fn]!} ${other.value}`)
  return fn === 'add' || fn === 'subtract' ? { value, currency: one!.currency } : { value }
}

/** Minor units that make one of a currency, for those of which it is not a hundred. */
const unusual = [0, 3, 4].map((digits) => ({
  divisor: 10 ** digits,
  codes: Intl.supportedValuesOf('currency').filter((code) => currencyDigits(code) === digits),
}))

function wholeUnits({ value, currency }: Told): RawBuilder<unknown> {
  const cases = unusual
    .filter(({ codes }) => codes.length > 0)
    .map(
      ({ divisor, codes }) =>
        sql`when ${currency} in (${sql.raw(codes.map((code) => `'${code}'`).join(', '))}) then ${sql.lit(divisor)}`,
    )
  return sql`(${value} / case ${sql.join(cases, sql` `)} else 100 end)`
}

function rollUpSql({ aggregate, entity, by, value, where }: RollUp, outer: Alias): Told {
  const alias = `${outer}_r`
  const [held, id] = [fieldSql(by, entity.fields[by]!, { alias }), idIn(outer, 'id')]
  const conditions = [
    entity.fields[by]!.type.name === 'refs' ? sql`${held} @> array[${id}]` : sql`${held} = ${id}`,
    ...(entity.softDelete ? [sql`${sql.id(alias, 'deleted_at')} is null`] : []),
    ...(where ? [formulaSql(where, alias).value] : []),
  ]
  const asked = (what: RawBuilder<unknown>) =>
    sql`(select ${what} from ${sql.id(entity.table)} ${sql.id(alias)} where ${sql.join(conditions, sql` and `)})`
  if (!value) return { value: asked(sql`count(*)::float8`) }
  const told = formulaSql(value, alias)
  if (!told.currency) return { value: asked(aggregateSql(aggregate, told.value, value.kind)) }
  const there = sql`filter (where ${told.value} is not null)`
  const [lowest, highest] = [sql`min(${told.currency}) ${there}`, sql`max(${told.currency}) ${there}`]
  return {
    value: asked(
      sql`case when ${lowest} = ${highest} then ${aggregateSql(aggregate, told.value, 'money')} end`,
    ),
    currency: asked(lowest),
  }
}

/** Sums are exact, whatever the order of the records. Nothing sums up to 0. */
function aggregateSql(
  aggregate: RollUp['aggregate'],
  value: RawBuilder<unknown>,
  kind: Formula['kind'],
): RawBuilder<unknown> {
  const sum = sql`round(sum(${value}::numeric), 6)`
  switch (aggregate) {
    case 'sum':
      return kind === 'money' ? sql`${sum}::float8` : sql`coalesce(${sum}, 0)::float8`
    case 'average':
      return sql`(${sum}::float8 / nullif(count(${value}), 0))`
    case 'min':
    case 'max':
      return sql`${sql.raw(aggregate)}(${value})`
    default:
      return sql`count(*)::float8`
  }
}
