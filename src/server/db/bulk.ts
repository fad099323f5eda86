import { type RawBuilder, sql } from 'kysely'

/** One column of many rows. Values are as the driver takes them: text, numbers, booleans, null; JSON is text. */
export interface BulkColumn {
  name: string
  /** PostgreSQL type, without `[]`. */
  type: string
  values: readonly (Scalar | readonly string[])[]
}

type Scalar = string | number | boolean | null | undefined

/**
 * `(names) select … from unnest(…)`, to stand after `insert into <table>`. Rows go as one array for each column, which
 * the server reads at a third of the cost of JSON; a column with the same value throughout goes as that value.
 */
export function bulkRows(columns: readonly BulkColumn[]): RawBuilder<unknown> {
  return sql`(${sql.join(columns.map(({ name }) => sql.ref(name)))}) ${bulkSelect(columns)}`
}

/** The same as a query whose columns bear the names. */
export function bulkSelect(columns: readonly BulkColumn[]): RawBuilder<unknown> {
  const count = columns[0]?.values.length ?? 0
  const varying: RawBuilder<unknown>[] = []
  const names: RawBuilder<unknown>[] = []
  const selected = columns.map(({ name, type, values }) => {
    if (isSame(values)) return sql`${values[0] ?? null}::${sql.raw(type)}`
    names.push(sql.ref(name))
    if (type.endsWith('[]')) {
      // An array of arrays would have to have rows of one length: each goes as its text.
      varying.push(sql`${arrayLiteral(values.map(textOfArray))}::text[]`)
      return sql`${sql.ref(`given.${name}`)}::${sql.raw(type)}`
    }
    varying.push(sql`${arrayLiteral(values as Scalar[])}::${sql.raw(type)}[]`)
    return sql.ref(`given.${name}`)
  })
  const source =
    varying.length > 0
      ? sql`unnest(${sql.join(varying)}) as given (${sql.join(names)})`
      : sql`generate_series(1, ${count}::int)`
  const named = selected.map((value, at) => sql`${value} as ${sql.ref(columns[at]!.name)}`)
  return sql`select ${sql.join(named)} from ${source}`
}

function isSame(values: BulkColumn['values']): boolean {
  const first = values[0] ?? null
  return values.every((value) => (value ?? null) === first)
}

function textOfArray(value: BulkColumn['values'][number]): Scalar {
  return Array.isArray(value) ? arrayLiteral(value) : (value as Scalar)
}

/** Values as the text of a PostgreSQL array. */
export function arrayLiteral(values: readonly Scalar[]): string {
  let text = '{'
  for (const value of values) {
    if (text.length > 1) text += ','
    if (value == null) text += 'NULL'
    else if (typeof value === 'string') text += quoted(value)
    else text += String(value)
  }
  return `${text}}`
}

function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}
