import type { z } from 'zod'
import type { Formula } from '../formula/resolve-formula.ts'
import type { FieldType } from './field-type.ts'
import { email, phone, url } from './types/address.ts'
import { boolean } from './types/boolean.ts'
import { type ChoiceOptions, choice } from './types/choice.ts'
import { date, dateTime } from './types/date.ts'
import { type DecimalOptions, decimal, percent } from './types/decimal.ts'
import { file } from './types/file.ts'
import { json } from './types/json.ts'
import { money } from './types/money.ts'
import { multiChoice } from './types/multi-choice.ts'
import { integer, type NumberOptions } from './types/number.ts'
import { address } from './types/postal.ts'
import { type RatingOptions, rating } from './types/rating.ts'
import { ref } from './types/ref.ts'
import { refs } from './types/refs.ts'
import { richText } from './types/rich-text.ts'
import { longText, type TextOptions, text } from './types/text.ts'

/** What any field may say about itself besides the options of its type. */
export interface FieldTraits {
  /** A record cannot be saved without it. */
  required?: boolean
  /** Changed by commands only; the API refuses it in create and update. */
  readOnly?: boolean
  /** Set when a record is created and never again (a step's record, a note's subject). */
  createOnly?: boolean
  /** The text takes part in search and its column has a trigram index. */
  search?: boolean
  /** No two live records share a value; compared without case for text. */
  unique?: boolean
  /** Channel of the identity table this value is kept in, so one address leads to one contact. */
  identity?: 'email' | 'phone'
  /** Value given to a new record that names none. */
  default?: unknown
  /** Not shown in lists and forms by default (machine keys, structured particulars). */
  hidden?: boolean
  /** What a workspace calls a field of its own making; shipped ones are named by the locales. */
  called?: Partial<Record<'en' | 'ru', string>>
  /** A text the database counts out when a record is created: `Д-0017`. */
  numbered?: { prefix: string; digits: number }
  /** Path of a field behind a ref whose value this one always has: the database keeps them equal. */
  mirrors?: string
  /** Has no column: its value is computed by this formula whenever it is read. */
  computed?: Formula
  /** A part of the value of another field, read from one of its columns. */
  partOf?: string
  /** What its columns are called where that does not follow from its name. */
  column?: string
  /** What it was before it got another type, the oldest first. */
  former?: readonly FormerField[]
}

/** A field as it was until a moment; what is told of that time is told by it. */
export interface FormerField {
  until: string
  field: Field
}

/** What a role may not do with a field: change it, read it whole, know it at all. */
export type FieldLimit = 'read' | 'masked' | 'hidden'

/** A field of an entity: its type with options, and its traits. */
// biome-ignore lint/suspicious/noExplicitAny: a list of fields holds types of every value and option
export interface Field<Value = any, Options extends object = any> extends FieldTraits {
  type: FieldType<Value, Options>
  options: Options
  /** The layout of the workspace gives every new record a value that names none. */
  starts?: boolean
  /** How the role of whoever has this noun is limited in it; see `limitedEntities`. */
  limit?: FieldLimit
}

/** Every trait; whatever else a field is given is an option of its type. */
const traits: Record<keyof FieldTraits, true> = {
  required: true,
  readOnly: true,
  createOnly: true,
  search: true,
  unique: true,
  identity: true,
  default: true,
  hidden: true,
  called: true,
  numbered: true,
  mirrors: true,
  computed: true,
  partOf: true,
  column: true,
  former: true,
}

function build<Value, Options extends object>(type: FieldType<Value, Options>) {
  return (given: FieldTraits & Options = {} as FieldTraits & Options): Field<Value, Options> => {
    const members = Object.entries(given)
    return {
      type,
      ...Object.fromEntries(members.filter(([name]) => name in traits)),
      // What is no trait is what the type allows beside them.
      options: Object.fromEntries(members.filter(([name]) => !(name in traits))) as Options,
    }
  }
}

/** The field as it was at a moment. */
export function fieldAt(field: Field, at: string): Field {
  return field.former?.find(({ until }) => Date.parse(at) < Date.parse(until))?.field ?? field
}

/** The field types an entity is written with. */
export const f = {
  text: build<string, TextOptions>(text),
  longText: build<string, TextOptions>(longText),
  richText: build(richText),
  integer: build<number, NumberOptions>(integer),
  decimal: build<number, DecimalOptions>(decimal),
  percent: build<number, DecimalOptions>(percent),
  rating: build<number, RatingOptions>(rating),
  money: build(money),
  date: build(date),
  dateTime: build(dateTime),
  boolean: build(boolean),
  email: build(email),
  phone: build(phone),
  url: build(url),
  address: build(address),
  choice: (choices: readonly string[], traits: FieldTraits & Pick<ChoiceOptions, 'names'> = {}) =>
    build<string, ChoiceOptions>(choice)({ ...traits, choices }),
  multiChoice: (choices: readonly string[], traits: FieldTraits & Omit<ChoiceOptions, 'choices'> = {}) =>
    build<string[], ChoiceOptions>(multiChoice)({ ...traits, choices }),
  ref: (to: string, traits: FieldTraits = {}) => build(ref)({ ...traits, to }),
  file: (traits: FieldTraits = {}) => build(file)({ ...traits, to: 'file' }),
  refs: (to: string, traits: FieldTraits = {}) => build(refs)({ ...traits, to }),
  json: (shape: z.ZodType, traits: FieldTraits = {}) => build(json)({ ...traits, shape }),
}
