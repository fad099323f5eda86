import { createContext, type ReactNode, useContext } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { isFile } from '../../../../kernel/fields/types/file.ts'
import type { Row } from '../../../api/shapes.ts'
import { useFieldWords } from '../../../fields/field-words.ts'
import { widgetOf } from '../../../fields/widgets.ts'
import { tellFailure } from '../../../shell/undo.ts'
import { useT } from '../../../text/i18n.ts'
import { IconButton } from '../../../ui/button.tsx'
import { useSave } from '../../save.ts'
import { ChangeAct, type ChangeActProps } from './change-act.ts'
import type { Change } from './shown-changes.ts'

const ChangedRecord = createContext<Row | null>(null)

/** Lets the reader of the timeline inside put former values of this record back; without a record he may not. */
export function PuttingBack({ row, children }: { row: Row | null; children: ReactNode }) {
  return (
    <ChangedRecord.Provider value={row}>
      <ChangeAct.Provider value={PutBack}>{children}</ChangeAct.Provider>
    </ChangedRecord.Provider>
  )
}

/** Gives a field the value it had before this change: an edit like any other, which can be undone. */
function PutBack({ entity, record, change, titles }: ChangeActProps) {
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
  // A former file is brought back by undo, or from the recycle bin.
  if (!field || isFile(field) || field.readOnly || field.createOnly || widgetOf(field).Editor === null)
    return false
  if (entity.worked && (name === 'stage' || name === 'pipeline')) return false
  return !field.required || (before !== null && before !== undefined)
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
