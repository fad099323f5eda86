import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { mostRefs } from '../../kernel/fields/types/refs.ts'
import type { Values } from '../registry.ts'
import type { StoredRecord } from './rows.ts'

/**
 * The values a survivor ends with: the chosen ones; where nothing is chosen its own, or of its empty fields the newest
 * there is. Pipeline and stage stay as they are: they go with its open step.
 */
export function mergedValues(
  entity: Entity,
  survivor: StoredRecord,
  losers: readonly StoredRecord[],
  choices: Readonly<Record<string, string>>,
): Values {
  const all = [survivor, ...losers]
  const ids = new Set(all.map(({ id }) => id))
  const newest = [...losers].sort((one, other) =>
    String(other.updatedAt).localeCompare(String(one.updatedAt)),
  )
  const values: Values = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    if (!isChosen(entity, name, field)) continue
    const chosen = choices[name] === undefined ? undefined : all.find(({ id }) => id === choices[name])
    if (!chosen && field.type.name === 'refs') {
      const isOwnKind = field.options.to === entity.name
      values[name] = together(all, name, isOwnKind ? ids : null)
      continue
    }
    const value = (chosen ?? [survivor, ...newest].find((record) => record[name] != null))?.[name] ?? null
    if (field.required && value === null) continue
    const leadsToItself =
      field.type.name === 'ref' && field.options.to === entity.name && ids.has(value as string)
    values[name] = leadsToItself ? null : value
  }
  return values
}

/** Everything any of the records leads to, as far as a field has room; null for nothing. */
function together(
  records: readonly StoredRecord[],
  name: string,
  itself: ReadonlySet<string> | null,
): string[] | null {
  const all = new Set(records.flatMap((record) => (record[name] as string[] | null) ?? []))
  const ids = [...all].filter((id) => !itself?.has(id))
  return ids.length > 0 ? ids.slice(0, mostRefs) : null
}

/** Whether a person says which record's value of a field is taken. */
export function isChosen(entity: Entity, name: string, field: Field): boolean {
  return !field.readOnly && !(entity.worked && (name === 'pipeline' || name === 'stage'))
}
