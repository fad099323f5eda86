import type { ReactNode } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { fieldAt } from '../../../../kernel/fields/f.ts'
import type { Titles } from '../../../api/shapes.ts'
import { FieldValue } from '../../../fields/field-value.tsx'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Change } from './shown-changes.ts'
import css from './timeline.module.css'

interface ChangeRowProps {
  entity: Entity
  change: Change
  titles: Titles
  /** When it happened: the field may have had another type then. */
  at: string
  /** What can be done about it, behind the values. */
  children?: ReactNode
}

/** A field that changed: its name, old → new. */
export function ChangeRow({ entity: now, change, titles, at, children }: ChangeRowProps) {
  const t = useT()
  const words = useFieldWords()
  const [name, before, after] = change
  const field = now.fields[name]
  const entity = field?.former ? { ...now, fields: { ...now.fields, [name]: fieldAt(field, at) } } : now
  return (
    <div className={css.change}>
      <dt>{words.field(entity, name)}</dt>
      <dd>
        {isSaid(before) && (
          <>
            <s className={css.former}>
              <FieldValue entity={entity} name={name} value={before} titles={titles} />
            </s>
            <Icon name="forward" size={12} label={t('records.timeline.became')} />
          </>
        )}
        {isSaid(after) ? (
          <FieldValue entity={entity} name={name} value={after} titles={titles} />
        ) : (
          <span className={css.emptied}>{t('values.empty')}</span>
        )}
        {children}
      </dd>
    </div>
  )
}

const isSaid = (value: unknown) => value !== null && value !== undefined && value !== ''
