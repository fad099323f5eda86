import { createContext, useContext } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Row, Titles } from '../../../api/shapes.ts'
import { useFieldWords } from '../../../fields/field-words.ts'
import { widgetOf } from '../../../fields/widgets.ts'
import { tellFailure } from '../../../shell/undo.ts'
import { useT } from '../../../text/i18n.ts'
import { IconButton } from '../../../ui/button.tsx'
import { useSave } from '../../save.ts'
import type { Change } from './shown-changes.ts'

/** The record whose fields the reader may change from its timeline. */
export const ChangedRecord = createContext<Row | null>(null)

interface PutBackProps {
  entity: Entity
  record: string
  change: Change
  titles: Titles
}

/** Gives a field the value it had before this change: an edit like any other, which can be undone. */
export function PutBack({ entity, record, change, titles }: PutBackProps) {
  const t = useT()
  const words = useFieldWords()
  const row = useContext(ChangedRecord)
  const save = useSave(entity)
  const [name, before] = change
  if (row?.id !== record || !isPutBack(entity, change) || isSame(row[name], before)) return null
  return (
    <IconButton
      icon="undo"
      size="small"
      label={t('records.timeline.putBack', { field: words.field(entity, name) })}
      onClick={() => void save(row, { [name]: before ?? null }, titles).catch(tellFailure)}
    />
  )
}

/** The stage of work has verbs of its own; what must not be empty does not become empty again. */
function isPutBack(entity: Entity, [name, before]: Change): boolean {
  const field = entity.fields[name]
  if (!field || field.readOnly || field.createOnly || widgetOf(field).Editor === null) return false
  if (entity.worked && (name === 'stage' || name === 'pipeline')) return false
  return !field.required || (before !== null && before !== undefined)
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
