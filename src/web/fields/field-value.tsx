import type { Entity } from '../../kernel/entities/entity.ts'
import type { Titles } from '../api/shapes.ts'
import { widgetOf } from './widgets.ts'

export interface FieldValueProps {
  entity: Entity
  name: string
  value: unknown
  titles: Titles
  where?: 'cell' | 'page'
}

/** What a field holds; nothing at all when it is empty. */
export function FieldValue({ entity, name, value, titles, where = 'cell' }: FieldValueProps) {
  const field = entity.fields[name]
  if (!field || value === null || value === undefined || value === '') return null
  // What is left out of it can be neither called nor written to.
  if (field.limit === 'masked' && field.type.name !== 'richText')
    return <span className="numeric">{String(value)}</span>
  const { Display } = widgetOf(field)
  return <Display entity={entity} name={name} field={field} value={value} titles={titles} where={where} />
}
