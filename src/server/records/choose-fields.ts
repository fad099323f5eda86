import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { StoredRecord } from './rows.ts'

const most = 100

/**
 * How records are cut down to the fields of `fields=name,amount`; id and version always stay. Undefined: they are left
 * whole. Refuses fields there are not.
 */
export function fieldChooser(
  entity: Entity,
  text: string | undefined,
): (record: StoredRecord) => StoredRecord {
  if (text === undefined) return (record) => record
  const names = [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean)
  const known = (name: string) =>
    ['id', 'version'].includes(name) || name in entity.fields || (entity.worked && name === 'step')
  const unknown = names.filter((name) => !known(name))
  if (names.length === 0 || names.length > most)
    fail('input.invalid', {}, [{ field: 'fields', error: 'value.out-of-range', params: { max: most } }])
  if (unknown.length > 0)
    fail(
      'input.invalid',
      {},
      unknown.map((name) => ({ field: 'fields', error: 'value.unknown-field', params: { value: name } })),
    )
  return (record) => {
    const chosen: StoredRecord = { id: record.id, version: record.version }
    for (const name of names) chosen[name] = record[name]
    return chosen
  }
}
