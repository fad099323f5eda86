import type { Row } from '../../../../web/api/shapes.ts'

/** Whose value of a field is taken, by field. */
export type Choices = Readonly<Record<string, string>>

/** The fields on which the records differ; what is the same in all, or empty in all, need not be chosen. */
export function differingFields(records: readonly Row[], fields: readonly string[]): string[] {
  return fields.filter((name) => new Set(records.map((row) => printOf(row[name]))).size > 1)
}

/** The survivor's value where it has one, else the newest there is: what the server takes unasked. */
export function suggestChoices(
  records: readonly Row[],
  survivor: string,
  fields: readonly string[],
): Choices {
  const first = records.filter(({ id }) => id === survivor)
  const others = records
    .filter(({ id }) => id !== survivor)
    .toSorted((one, other) => String(other.updatedAt).localeCompare(String(one.updatedAt)))
  return Object.fromEntries(
    fields.flatMap((name) => {
      const found = [...first, ...others].find((row) => isFilled(row[name]))
      return found ? [[name, found.id]] : []
    }),
  )
}

export const isFilled = (value: unknown) => value !== null && value !== undefined && value !== ''

function printOf(value: unknown): string {
  return isFilled(value) ? JSON.stringify(value) : ''
}
