import type { z } from 'zod'

/** Every operator of the filter language; a field type lists the ones that make sense for it. */
export type Operator =
  | 'eq'
  | 'neq'
  | 'in'
  | 'hasAll'
  | 'notIn'
  | 'contains'
  | 'startsWith'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'between'
  | 'empty'
  | 'notEmpty'

/** What is needed to read or write a value as text: the reader's language and the company's habits. */
export interface TextEnv {
  locale: 'ru' | 'en'
  /** IANA zone; dates with a time of day are read and printed in it. */
  timeZone: string
  /** ISO 3166 alpha-2 of the company; national phone numbers are completed by it. */
  country: string
  /** ISO 4217; an amount without a currency is in it. */
  currency: string
  /** Whether `3/4/2026` is the fourth of March; the language decides when it is not said. */
  monthFirst?: boolean
}

/** Either the value or the key of a sentence that says what is wrong (`errors.<key>` in the locales). */
export type Parsed<Value> =
  | { ok: true; value: Value }
  | { ok: false; error: string; params?: Record<string, unknown> }

/** One database column of a field; money takes two, everything else one. */
export interface ColumnPart {
  /** Added to the field's column name: '' for the main column. */
  suffix: string
  /** PostgreSQL type as `format_type` prints it. */
  type: string
}

/**
 * A kind of value, described once. Storage, API shape, filter operators, CSV and the widget follow from it.
 * `Options` are what a field of this type may be given in an entity.
 */
export interface FieldType<Value = unknown, Options extends object = object> {
  name: string
  columns: readonly ColumnPart[]
  operators: readonly Operator[]
  /** JSON shape of a present (non-null) value on the API. */
  schema(options: Options): z.ZodType<Value>
  /** Reads what a person typed or what a spreadsheet cell holds; the text is trimmed and not empty. */
  parse(text: string, options: Options, env: TextEnv): Parsed<Value>
  /** Text that `parse` reads back to the same value in the same environment. */
  print(value: Value, options: Options, env: TextEnv): string
  /** Column values in the order of `columns`. */
  toColumns(value: Value): unknown[]
  /** The value from its column values; the main column is not null. */
  fromColumns(columns: unknown[]): Value
}

/** Storage of a type whose value is its only column. */
export const oneColumn = (type: string) => ({
  columns: [{ suffix: '', type }] as const,
  toColumns: (value: unknown) => [value],
})
