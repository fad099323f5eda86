/** What a part of a formula is. A moment is a date with a time of day, a truth yes or no. */
export type Kind = 'number' | 'money' | 'text' | 'truth' | 'date' | 'moment'

/** What a function takes and gives. `same`: any kind, the same in all such places; `any`: any, each its own. */
export interface Signature {
  takes: readonly (Kind | 'same' | 'any' | 'literal')[]
  /** The last argument may come again and again. */
  isOpen?: boolean
  gives: Kind | 'same'
}

const among = (takes: Signature['takes'], gives: Signature['gives'], isOpen = false): Signature => ({
  takes,
  gives,
  isOpen,
})

/**
 * The functions and operators of formulas and the kinds they work on; of several, the first that fits is meant. What
 * has no value gives none, unless said otherwise:
 *
 * - `if` takes the third where the first is not true; `first` is the first that has a value; `empty` tells whether
 *   there is none; `min` and `max` pass over what has none; `join` takes it for a text of no characters;
 * - `and`, `or` and `not` are those of SQL; divided by nothing gives nothing;
 * - `days` counts from the first day to the second, `weekday` from Monday as 1;
 * - amounts of different currencies cannot be added or compared and give nothing; `amount` is the number of whole
 *   units (roubles, not kopecks);
 * - texts are compared without regard to case, and so does `contains` look for the second in the first.
 */
export const functions = {
  if: [among(['truth', 'same', 'same'], 'same')],
  first: [among(['same', 'same'], 'same', true)],
  empty: [among(['any'], 'truth')],
  not: [among(['truth'], 'truth')],
  and: [among(['truth', 'truth'], 'truth')],
  or: [among(['truth', 'truth'], 'truth')],
  eq: [among(['same', 'same'], 'truth')],
  neq: [among(['same', 'same'], 'truth')],
  lt: [
    among(['number', 'number'], 'truth'),
    among(['money', 'money'], 'truth'),
    among(['date', 'date'], 'truth'),
    among(['moment', 'moment'], 'truth'),
  ],
  lte: [
    among(['number', 'number'], 'truth'),
    among(['money', 'money'], 'truth'),
    among(['date', 'date'], 'truth'),
    among(['moment', 'moment'], 'truth'),
  ],
  gt: [
    among(['number', 'number'], 'truth'),
    among(['money', 'money'], 'truth'),
    among(['date', 'date'], 'truth'),
    among(['moment', 'moment'], 'truth'),
  ],
  gte: [
    among(['number', 'number'], 'truth'),
    among(['money', 'money'], 'truth'),
    among(['date', 'date'], 'truth'),
    among(['moment', 'moment'], 'truth'),
  ],
  add: [among(['number', 'number'], 'number'), among(['money', 'money'], 'money')],
  subtract: [among(['number', 'number'], 'number'), among(['money', 'money'], 'money')],
  multiply: [
    among(['number', 'number'], 'number'),
    among(['money', 'number'], 'money'),
    among(['number', 'money'], 'money'),
  ],
  divide: [
    among(['number', 'number'], 'number'),
    among(['money', 'number'], 'money'),
    among(['money', 'money'], 'number'),
  ],
  negate: [among(['number'], 'number'), among(['money'], 'money')],
  abs: [among(['number'], 'number'), among(['money'], 'money')],
  round: [among(['number', 'literal'], 'number'), among(['number'], 'number')],
  floor: [among(['number'], 'number')],
  ceil: [among(['number'], 'number')],
  min: [among(['number', 'number'], 'number', true), among(['date', 'date'], 'date', true)],
  max: [among(['number', 'number'], 'number', true), among(['date', 'date'], 'date', true)],
  amount: [among(['money'], 'number')],
  join: [among(['text', 'text'], 'text')],
  text: [among(['number'], 'text'), among(['date'], 'text'), among(['text'], 'text')],
  length: [among(['text'], 'number')],
  left: [among(['text', 'literal'], 'text')],
  right: [among(['text', 'literal'], 'text')],
  contains: [among(['text', 'text'], 'truth')],
  today: [among([], 'date')],
  date: [among(['date'], 'date')],
  dateOf: [among(['moment'], 'date')],
  days: [among(['date', 'date'], 'number')],
  addDays: [among(['date', 'number'], 'date')],
  addMonths: [among(['date', 'number'], 'date')],
  year: [among(['date'], 'number')],
  month: [among(['date'], 'number')],
  weekday: [among(['date'], 'number')],
} as const satisfies Record<string, readonly Signature[]>

export type FunctionName = keyof typeof functions

/** What is told about the records that point at a record: `sum(deals, amount, status = "won")`. */
export const aggregates = ['count', 'sum', 'average', 'min', 'max'] as const

export type Aggregate = (typeof aggregates)[number]

/** Russian names of functions, as spreadsheets have taught them. */
export const russianNames: Record<string, FunctionName | Aggregate> = {
  если: 'if',
  первое: 'first',
  пусто: 'empty',
  округл: 'round',
  мин: 'min',
  макс: 'max',
  сумма: 'sum',
  среднее: 'average',
  счёт: 'count',
  счет: 'count',
  текст: 'text',
  длина: 'length',
  длстр: 'length',
  левсимв: 'left',
  правсимв: 'right',
  содержит: 'contains',
  сегодня: 'today',
  дата: 'date',
  дней: 'days',
  плюсдней: 'addDays',
  плюсмесяцев: 'addMonths',
  год: 'year',
  месяц: 'month',
  деньнед: 'weekday',
}

/** Functions that are written as operators only. */
const operators: readonly string[] = [
  'not',
  'and',
  'or',
  'eq',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'add',
  'subtract',
  'multiply',
  'divide',
  'negate',
  'join',
  'dateOf',
]

/** The functions that are called by name, as they are offered. */
export const namedFunctions = [...new Set([...Object.keys(functions), ...aggregates])].filter(
  (name) => !operators.includes(name),
)
