import type { Field } from '../fields/f.ts'
import type { Parsed, TextEnv } from '../fields/field-type.ts'
import { type ChoiceOptions, keyOfChoice, nameOfChoice } from '../fields/types/choice.ts'
import type { Money } from '../fields/types/money.ts'
import { namesIn } from '../fields/types/refs.ts'
import { currencyDigits } from '../text/currency.ts'
import { clockIn, momentIn } from '../text/zone.ts'
import type { CustomType, StoredType } from './custom-types.ts'

/** A field as it was or as it becomes: the type it was given and the field that comes of it. */
export interface Side {
  type: StoredType
  field: Field
}

/** What stands in a text that no choice is called: a new choice's key, or null where there is room for none. */
export type AddChoice = (name: string) => string | null

/** What records are called and which are called something, as far as it has been looked up beforehand. */
export interface Names {
  titleOf(id: string): string | undefined
  /** Ids of the records of this name. */
  called(name: string): readonly string[]
}

const noNames: Names = { titleOf: () => undefined, called: () => [] }

const fromText = [
  ...(['number', 'money', 'percent', 'rating', 'date', 'dateTime', 'yesNo'] as const),
  ...(['choice', 'multiChoice', 'email', 'phone', 'url', 'address'] as const),
  ...(['person', 'link', 'links'] as const),
]

const ways = {
  text: ['longText', 'richText', ...fromText],
  longText: ['text', 'richText', ...fromText],
  richText: ['text', 'longText'],
  number: ['text', 'longText', 'money', 'percent', 'rating', 'yesNo', 'choice'],
  money: ['text', 'longText', 'number'],
  percent: ['text', 'longText', 'number'],
  rating: ['text', 'longText', 'number', 'choice'],
  date: ['text', 'longText', 'dateTime'],
  dateTime: ['text', 'longText', 'date'],
  yesNo: ['text', 'longText', 'number', 'choice'],
  choice: ['text', 'longText', 'multiChoice', 'number', 'rating', 'date', 'yesNo'],
  multiChoice: ['text', 'longText', 'choice'],
  email: ['text', 'longText'],
  phone: ['text', 'longText'],
  url: ['text', 'longText'],
  address: ['text', 'longText'],
  autonumber: ['text', 'longText'],
  file: [],
  person: ['text', 'longText'],
  link: ['text', 'longText', 'links'],
  links: ['text', 'longText', 'link'],
} satisfies Record<StoredType, readonly StoredType[]>

/** The types that the values of a type can become; none for what is computed. */
export function becomes(type: CustomType): readonly StoredType[] {
  return Object.hasOwn(ways, type) ? ways[type as StoredType] : []
}

/**
 * Says of each value of one type what it is in the other: a value, nothing (null), or why there is none. Preview and
 * run both ask it, so they cannot disagree. Numbers and dates in texts are read as imports read them. Throws for types
 * that `becomes` does not name.
 */
export function conversionOf(
  from: Side,
  to: Side,
  env: TextEnv,
  addChoice: AddChoice = () => null,
  names: Names = noNames,
): (value: unknown) => Parsed<unknown> {
  if (!becomes(from.type).includes(to.type)) throw new Error(`${from.type} does not become ${to.type}`)
  const direct = directly[`${from.type} ${to.type}`]
  if (direct)
    return (value) => {
      const result = direct(value as never, { from: from.field, to: to.field, env })
      return result.ok ? fitting(result.value, to.field) : result
    }
  if (isLeading(from.type)) return (value) => nameAll(value as string | string[], to, env, names)
  if (isLeading(to.type)) return (value) => findNamed(textOf(value, from, env), to, names)
  if (to.type === 'choice') return (value) => choose(textOf(value, from, env), to.field.options, addChoice)
  if (to.type === 'multiChoice')
    return (value) => chooseSeveral(textOf(value, from, env), to.field.options, addChoice)
  return (value) => readText(textOf(value, from, env), to, env)
}

interface Around {
  from: Field
  to: Field
  env: TextEnv
}

const done = (value: unknown): Parsed<unknown> => ({ ok: true, value })
const oneOnly: Parsed<unknown> = { ok: false, error: 'value.several' }

/** What has a meaning of its own beyond its text. */
const directly: Readonly<Record<string, (value: never, around: Around) => Parsed<unknown>>> = {
  'number money': (value: number, { env: { currency } }) =>
    done({ amount: Math.round(value * 10 ** currencyDigits(currency)), currency }),
  'money number': ({ amount, currency }: Money) => done(amount / 10 ** currencyDigits(currency)),
  'number percent': (value: number) => done(value),
  'percent number': (value: number) => done(value),
  'number rating': (value: number) => done(value),
  'rating number': (value: number) => done(value),
  'number yesNo': (value: number) =>
    value === 0 || value === 1 ? done(value === 1) : { ok: false, error: 'value.not-yes-or-no' },
  'yesNo number': (value: boolean) => done(value ? 1 : 0),
  'date dateTime': (value: string, { env: { timeZone } }) => done(momentIn(timeZone, value, '00:00')),
  'dateTime date': (value: string, { env: { timeZone } }) => done(clockIn(timeZone, value).day),
  'choice multiChoice': (key: string, around) => {
    const meant = sameChoice(key, around)
    return meant === undefined ? notAChoice(around) : done([meant])
  },
  'multiChoice choice': ([key = '', ...others]: string[], around) => {
    if (others.length > 0) return oneOnly
    const meant = sameChoice(key, around)
    return meant === undefined ? notAChoice(around) : done(meant)
  },
  'link links': (id: string) => done([id]),
  'links link': ([id, ...others]: string[]) => (others.length > 0 ? oneOnly : done(id)),
}

/** A choice stays what it is by its key, or by what it is called. */
function sameChoice(key: string, { from, to, env }: Around): string | undefined {
  const options = to.options as ChoiceOptions
  return options.choices.includes(key)
    ? key
    : keyOfChoice(nameOfChoice(key, from.options, env.locale), options)
}

const notAChoice = ({ to, env }: Around) => noChoice(to.options, env.locale)

function noChoice(options: ChoiceOptions, locale: 'en' | 'ru'): Parsed<unknown> {
  const choices = options.choices.map((one) => nameOfChoice(one, options, locale)).join(', ')
  return { ok: false, error: 'value.not-a-choice', params: { choices } }
}

/** A value as its field takes it: rounded, within its bounds. */
function fitting(value: unknown, { type, options }: Field): Parsed<unknown> {
  const result = type.schema(options).safeParse(value)
  return result.success ? done(result.data) : { ok: false, error: 'value.out-of-range' }
}

const yesNo = { en: ['Yes', 'No'], ru: ['Да', 'Нет'] } as const

/** A value as people read it. */
function textOf(value: unknown, { type, field }: Side, env: TextEnv): string {
  if (type === 'yesNo') return yesNo[env.locale][value ? 0 : 1]
  if (type === 'dateTime') {
    const { day, time } = clockIn(env.timeZone, value as string)
    return `${day} ${time}`
  }
  return field.type.print(value, field.options, env)
}

const manyLines: readonly StoredType[] = ['longText', 'richText']

function readText(written: string, { type, field }: Side, env: TextEnv): Parsed<unknown> {
  const text = manyLines.includes(type) ? written.trim() : written.trim().replace(/\s+/g, ' ')
  return text === '' ? done(null) : field.type.parse(text, field.options, env)
}

/** Whether the values of a type are ids of records, which stand in texts by their names. */
export const isLeading = (type: CustomType) => type === 'person' || type === 'link' || type === 'links'

function nameAll(ids: string | string[], to: Side, env: TextEnv, { titleOf }: Names): Parsed<unknown> {
  const titles = [ids].flat().map(titleOf)
  return titles.includes(undefined)
    ? { ok: false, error: 'value.not-found' }
    : readText(titles.join(', '), to, env)
}

/** The names that a text lists, where it may lead to one record or to several. */
export function namesWritten(text: string, type: CustomType): string[] {
  return type === 'links' ? namesIn(text) : [text.trim().replace(/\s+/g, ' ')].filter(Boolean)
}

/** The records a text names; each name must be that of exactly one. */
function findNamed(text: string, { type, field }: Side, { called }: Names): Parsed<unknown> {
  const ids = new Set<string>()
  for (const value of namesWritten(text, type)) {
    const [id, ...others] = called(value)
    if (id === undefined) return { ok: false, error: 'value.not-found', params: { value } }
    if (others.length > 0) return { ok: false, error: 'value.ambiguous', params: { value } }
    ids.add(id)
  }
  if (ids.size === 0) return done(null)
  return fitting(type === 'links' ? [...ids] : [...ids][0], field)
}

/** Longest name of a choice. */
const longestName = 80

function choose(written: string, options: ChoiceOptions, addChoice: AddChoice): Parsed<unknown> {
  const name = written.trim().replace(/\s+/g, ' ')
  if (name === '') return done(null)
  const key = keyOfChoice(name, options) ?? newChoice(name, addChoice)
  if (key !== null) return done(key)
  return name.length > longestName
    ? { ok: false, error: 'value.too-long', params: { max: longestName } }
    : { ok: false, error: 'value.not-a-choice', params: {} }
}

function chooseSeveral(written: string, options: ChoiceOptions, addChoice: AddChoice): Parsed<unknown> {
  const keys = new Set<string>()
  for (const name of namesIn(written)) {
    const one = choose(name, options, addChoice)
    if (!one.ok) return one
    keys.add(one.value as string)
  }
  return done(keys.size === 0 ? null : options.choices.filter((key) => keys.has(key)))
}

const newChoice = (name: string, addChoice: AddChoice) => (name.length > longestName ? null : addChoice(name))
