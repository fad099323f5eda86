import { z } from 'zod'
import { type Field, type FieldTraits, f } from '../fields/f.ts'
import { aggregates } from '../formula/functions.ts'
import { longestFormula, parseFormula, type Syntax } from '../formula/parse-formula.ts'
import type { Formula } from '../formula/resolve-formula.ts'
import { type ComputedType, type CustomType, isComputedType } from './custom-types.ts'

/** A type whose values are computed and not stored. What kind of value a field of it has, its formula says. */
export interface ComputedFieldType<Options> {
  options: z.ZodType<Options>
  /** Throws a FormulaProblem. */
  syntax(options: Options): Syntax
  field(options: Options, traits: FieldTraits, formula: Formula): Field
}

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

const computedType = <Options>(one: ComputedFieldType<Options>) => one as ComputedFieldType<unknown>

/** The types whose values are computed. */
const computedTypes = {
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
} satisfies Record<ComputedType, ComputedFieldType<unknown>>

/** The type as one whose values are computed; null for one whose values are stored. */
export const computedTypeOf = (name: CustomType): ComputedFieldType<unknown> | null =>
  isComputedType(name) ? computedTypes[name] : null

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
