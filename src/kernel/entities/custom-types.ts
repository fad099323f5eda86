import { z } from 'zod'
import { type Field, type FieldTraits, f } from '../fields/f.ts'
import { aggregates } from '../formula/functions.ts'
import { longestFormula, parseFormula, type Syntax } from '../formula/parse-formula.ts'
import type { Formula } from '../formula/resolve-formula.ts'

/** A type a workspace may give a field: what it is told about the field, and the field that comes of it. */
interface CustomFieldType<Options> {
  options: z.ZodType<Options>
  field(options: Options, traits: FieldTraits): Field
}

/** A type whose values are reckoned and not stored. What kind of value a field of it has, its formula says. */
interface ComputedFieldType<Options> {
  options: z.ZodType<Options>
  /** Throws a FormulaProblem. */
  syntax(options: Options): Syntax
  field(options: Options, traits: FieldTraits, formula: Formula): Field
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

const shown = {
  digits: z.int().min(0).max(6).default(2).describe('Of a number: digits after the point'),
  isPercent: z.boolean().default(false).describe('A number is shown as a share: 0.25 as 25 %'),
}

const text = z.string().trim().min(1).max(longestFormula)

const formula = z.strictObject({
  formula: text.describe('`if(amount > 1000, amount * 0.1, 0)`'),
  ...shown,
})

const rollUp = z.strictObject({
  relation: z.string().min(1).max(100).describe('The records that link to this one: `deals`'),
  aggregate: z.enum(aggregates),
  value: text
    .nullable()
    .default(null)
    .describe('What of each is told: a field or a formula; of a count nothing'),
  where: text.nullable().default(null).describe('Only those of which this formula is true: `status = "won"`'),
  ...shown,
})

const type = <Options>(one: CustomFieldType<Options>) => one as CustomFieldType<unknown>
const computedType = <Options>(one: ComputedFieldType<Options>) => one as ComputedFieldType<unknown>

/** The types, in the order they are offered. */
export const customTypes = {
  text: type({ options: none, field: (_options, traits) => f.text({ ...traits, max: 500, search: true }) }),
  longText: type({ options: none, field: (_options, traits) => f.longText(traits) }),
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
  url: type({ options: none, field: (_options, traits) => f.url({ ...traits, search: true }) }),
  autonumber: type({
    options: numbering,
    field: (numbered, traits) =>
      f.text({ ...traits, max: 60, readOnly: true, required: false, search: true, numbered }),
  }),
  person: type({ options: none, field: (_options, traits) => f.ref('user', traits) }),
  link: type({ options: link, field: ({ to }, traits) => f.ref(to, traits) }),
  formula: computedType<z.output<typeof formula>>({
    options: formula,
    syntax: (options) => parseFormula(options.formula),
    field: computedField,
  }),
  rollUp: computedType<z.output<typeof rollUp>>({
    options: rollUp,
    syntax: ({ relation, aggregate, value, where }) => ({
      type: 'call',
      name: aggregate,
      at: 1,
      args: [
        { type: 'name', path: relation, at: 1 },
        ...(value === null || aggregate === 'count' ? [] : [parseFormula(value)]),
        ...(where === null ? [] : [parseFormula(where)]),
      ],
    }),
    field: computedField,
  }),
} satisfies Record<string, CustomFieldType<unknown> | ComputedFieldType<unknown>>

export type CustomType = keyof typeof customTypes

export const customTypeNames = Object.keys(customTypes) as CustomType[]

/** The type as one whose values are reckoned; null for one whose values are stored. */
export function computedTypeOf(name: CustomType): ComputedFieldType<unknown> | null {
  const found = customTypes[name]
  return 'syntax' in found ? found : null
}

function computedField(
  { digits, isPercent }: { digits: number; isPercent: boolean },
  { called }: FieldTraits,
  computed: Formula,
): Field {
  const traits = { called, readOnly: true, computed }
  switch (computed.kind) {
    case 'number':
      return isPercent ? f.percent({ ...traits, digits }) : f.decimal({ ...traits, digits })
    case 'money':
      return f.money(traits)
    case 'text':
      return f.longText(traits)
    case 'truth':
      return f.boolean(traits)
    case 'date':
      return f.date(traits)
    case 'moment':
      return f.dateTime(traits)
  }
}
