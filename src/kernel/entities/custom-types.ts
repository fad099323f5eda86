import { z } from 'zod'
import { type Field, type FieldTraits, f } from '../fields/f.ts'

/** A type a workspace may give a field: what it is told about the field, and the field that comes of it. */
interface CustomFieldType<Options> {
  options: z.ZodType<Options>
  field(options: Options, traits: FieldTraits): Field
}

const none = z.strictObject({})
const digits = z.strictObject({ digits: z.int().min(0).max(6).default(2) })

/** Most choices of one field. */
export const mostChoices = 200

const choices = z.strictObject({
  choices: z
    .array(z.string().regex(/^[a-z0-9_]{1,40}$/))
    .min(1)
    .max(mostChoices)
    .refine((keys) => new Set(keys).size === keys.length),
  names: z.record(
    z.string(),
    z.strictObject({ en: z.string().min(1).max(80).optional(), ru: z.string().min(1).max(80).optional() }),
  ),
})

const link = z.strictObject({ to: z.string().min(1).max(60).describe('The noun it leads to: `contact`') })

const numbering = z.strictObject({
  prefix: z.string().max(20).default('').describe('Stands before every number'),
  digits: z.int().min(1).max(10).default(4).describe('Shorter numbers begin with zeros'),
})

const type = <Options>(one: CustomFieldType<Options>) => one as CustomFieldType<unknown>

/** The types, in the order they are offered. */
export const customTypes = {
  text: type({ options: none, field: (_options, traits) => f.text({ ...traits, max: 500, search: true }) }),
  longText: type({ options: none, field: (_options, traits) => f.longText(traits) }),
  richText: type({ options: none, field: (_options, traits) => f.richText({ ...traits, search: true }) }),
  number: type({ options: digits, field: (options, traits) => f.decimal({ ...traits, ...options }) }),
  money: type({ options: none, field: (_options, traits) => f.money(traits) }),
  percent: type({ options: digits, field: (options, traits) => f.percent({ ...traits, ...options }) }),
  rating: type({ options: none, field: (_options, traits) => f.rating(traits) }),
  date: type({ options: none, field: (_options, traits) => f.date(traits) }),
  dateTime: type({ options: none, field: (_options, traits) => f.dateTime(traits) }),
  yesNo: type({ options: none, field: (_options, traits) => f.boolean(traits) }),
  choice: type({
    options: choices,
    field: ({ choices: keys, names }, traits) => f.choice(keys, { ...traits, names }),
  }),
  multiChoice: type({
    options: choices,
    field: ({ choices: keys, names }, traits) => f.multiChoice(keys, { ...traits, names }),
  }),
  email: type({ options: none, field: (_options, traits) => f.email({ ...traits, search: true }) }),
  phone: type({ options: none, field: (_options, traits) => f.phone({ ...traits, search: true }) }),
  address: type({ options: none, field: (_options, traits) => f.address({ ...traits, search: true }) }),
  url: type({ options: none, field: (_options, traits) => f.url({ ...traits, search: true }) }),
  file: type({ options: none, field: (_options, traits) => f.file(traits) }),
  autonumber: type({
    options: numbering,
    field: (numbered, traits) =>
      f.text({ ...traits, max: 60, readOnly: true, required: false, search: true, numbered }),
  }),
  person: type({ options: none, field: (_options, traits) => f.ref('user', traits) }),
  link: type({ options: link, field: ({ to }, traits) => f.ref(to, traits) }),
  links: type({ options: link, field: ({ to }, traits) => f.refs(to, traits) }),
} satisfies Record<string, CustomFieldType<unknown>>

/** Types whose values are computed and not stored; what they are told is in `computed-types.ts`. */
const computedTypeNames = ['formula', 'rollUp'] as const

export type StoredType = keyof typeof customTypes
export type ComputedType = (typeof computedTypeNames)[number]
export type CustomType = StoredType | ComputedType

export const customTypeNames = [...(Object.keys(customTypes) as StoredType[]), ...computedTypeNames]

export const isComputedType = (type: CustomType): type is ComputedType =>
  (computedTypeNames as readonly string[]).includes(type)
