import type { Row, Titles } from '../../api/shapes.ts'
import { recordParts } from '../../app/registry.ts'
import { FieldValue } from '../../fields/field-value.tsx'
import type { RecordActs } from '../acts.ts'
import type { RecordScreens } from '../screens.ts'
import { LoadedPart } from './loaded-part.tsx'
import css from './record-head.module.css'
import { StagePath } from './stage-path.tsx'

export interface RecordHeadProps {
  screens: RecordScreens
  row: Row
  titles: Titles
  acts: RecordActs
  mayUpdate: boolean
}

/** What matters first: the main values, the stage, the next step. */
export function RecordHead({ screens, row, titles, acts, mayUpdate }: RecordHeadProps) {
  const { entity } = screens
  const parts = recordParts(entity, 'header')
  // Of other nouns the fields below tell the same.
  const tells = (entity.worked ? screens.tells : []).filter(
    (name) => row[name] !== null && row[name] !== undefined,
  )
  if (parts.length === 0 && !entity.worked && tells.length === 0) return null
  return (
    <div className={css.head}>
      {tells.length > 0 && (
        <div className={css.tells}>
          {tells.map((name) => (
            <span key={name}>
              <FieldValue entity={entity} name={name} value={row[name]} titles={titles} where="page" />
            </span>
          ))}
        </div>
      )}
      {entity.worked && (
        <StagePath row={row} title={String(row[entity.title] ?? '')} acts={acts} mayUpdate={mayUpdate} />
      )}
      {parts.map((part) => (
        <LoadedPart key={part.id} part={part} entity={entity} row={row} />
      ))}
    </div>
  )
}
